using SlaAgent.Core.Time;

namespace SlaAgent.Hosting;

/// <summary>The agent's own timeline: it starts at the wall clock's time and then runs on the monotonic clock, whatever is done to the wall clock.</summary>
internal sealed class AgentClock
{
    /// <summary>A change of the wall clock against the agent's timeline that counts as a jump, not as slewing.</summary>
    public static readonly TimeSpan JumpThreshold = TimeSpan.FromSeconds(1);

    private readonly long _startTimestamp;
    private readonly long _startTicks;
    private long _lastOffset;
    private long _wallJumps;

    /// <summary>Starts the timeline now.</summary>
    public AgentClock(TimeProvider time)
    {
        Time = time;
        _startTicks = time.GetUtcNow().UtcTicks;
        _startTimestamp = time.GetTimestamp();
    }

    /// <summary>Where timers and timestamps come from.</summary>
    public TimeProvider Time { get; }

    /// <summary>The present moment.</summary>
    public Instant Now => new(_startTicks + Time.GetElapsedTime(_startTimestamp).Ticks);

    /// <summary>How many jumps of the wall clock <see cref="Read"/> has seen.</summary>
    public long WallJumps => Interlocked.Read(ref _wallJumps);

    /// <summary>The present moment together with what the wall clock says.</summary>
    public ClockReading Read()
    {
        var now = Now;
        var offset = WholeMilliseconds(Time.GetUtcNow().UtcTicks - now.Ticks);
        var before = Interlocked.Exchange(ref _lastOffset, offset);
        if (Math.Abs(offset - before) > JumpThreshold.Ticks)
        {
            Interlocked.Increment(ref _wallJumps);
        }

        return new(now, new TimeSpan(offset));
    }

    /// <summary>The two clocks are read one after the other; without rounding, the same moment would be written down differently from one reading to the next.</summary>
    private static long WholeMilliseconds(long ticks) => (long)Math.Round(ticks / (double)TimeSpan.TicksPerMillisecond) * TimeSpan.TicksPerMillisecond;
}
