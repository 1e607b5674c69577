using SlaAgent.Core.Contracts;
using SlaAgent.Core.Time;

namespace SlaAgent.Traffic;

/// <summary>
/// What is known of whether one service is scaled to nothing. Until a reading has told it since the agent began nothing is, and probes wait for it, if not
/// for ever: one that goes through an activator would wake the service. Written by the reading, read by the service's probes, from any thread.
/// </summary>
/// <param name="began">When the agent began to watch it.</param>
internal sealed class AwakeWatch(Instant began)
{
    private const int ReadingsWaitedFor = 3;

    private static readonly TimeSpan ShortestWait = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(1);

    private Known? _known;

    /// <summary>Takes what a reading says; null, where it could not tell, changes nothing.</summary>
    public void Take(bool? isAwake, Instant at)
    {
        if (isAwake is { } said)
        {
            Volatile.Write(ref _known, new Known(said ? null : at));
        }
    }

    /// <summary>Whether the service was last said to be asleep, not too long ago.</summary>
    public bool IsAsleep(TrafficSettings traffic, Instant now) => Volatile.Read(ref _known)?.AsleepAt is { } at && now - at <= traffic.SleepBelieved;

    /// <summary>Why a probe is not to be sent now, in words; null where it is.</summary>
    /// <param name="traffic">How the service is read.</param>
    /// <param name="isHealth">Whether the probe asks for health.</param>
    /// <param name="now">The present.</param>
    public string? HeldBecause(TrafficSettings traffic, bool isHealth, Instant now)
    {
        if (traffic.Awake is not { Probes: not ProbesAsleep.All } awake || (isHealth && awake.Probes == ProbesAsleep.Health))
        {
            return null;
        }

        if (Volatile.Read(ref _known) is null)
        {
            var wait = TimeSpan.FromTicks(Math.Clamp(traffic.Interval.Ticks * ReadingsWaitedFor, ShortestWait.Ticks, LongestWait.Ticks));
            return now - began < wait ? $"it is not known yet whether the service is scaled to nothing, by {awake.Source}" : null;
        }

        return IsAsleep(traffic, now) ? $"the service is scaled to nothing: {awake.Source} is 0" : null;
    }

    private sealed record Known(Instant? AsleepAt);
}
