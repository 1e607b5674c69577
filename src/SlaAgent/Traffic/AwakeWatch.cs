using SlaAgent.Core.Contracts;
using SlaAgent.Core.Time;

namespace SlaAgent.Traffic;

/// <summary>
/// What is known of whether one service is scaled to nothing. Until the first reading since the agent began nothing is, and probes wait for it: one
/// that goes through an activator would wake the service. Written by the reading, read by the service's probes, from any thread.
/// </summary>
/// <param name="began">When the agent began to watch it.</param>
internal sealed class AwakeWatch(Instant began)
{
    /// <summary>The longest that probes wait for the first reading.</summary>
    public static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(1);

    private Known? _known;

    /// <summary>Takes what a reading says; null where it could not tell.</summary>
    public void Take(bool? isAwake, Instant at)
    {
        var before = Volatile.Read(ref _known);
        Volatile.Write(ref _known, isAwake is { } said ? new Known(said ? null : at) : before ?? new Known(null));
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
            var wait = traffic.Interval + TrafficTarget.Reading(traffic).Timeout;
            return now - began < (wait < LongestWait ? wait : LongestWait) ? $"{awake.Source} has not been read yet" : null;
        }

        return IsAsleep(traffic, now) ? $"the service is scaled to nothing: {awake.Source} is 0" : null;
    }

    private sealed record Known(Instant? AsleepAt);
}
