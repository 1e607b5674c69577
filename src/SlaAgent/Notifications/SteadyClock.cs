namespace SlaAgent.Notifications;

/// <summary>Wall time as it stood at the start, carried on by the monotonic clock: a jump of the wall clock neither holds up nor hurries a delivery.</summary>
internal sealed class SteadyClock(TimeProvider time)
{
    private readonly DateTimeOffset _start = time.GetUtcNow();
    private readonly long _timestamp = time.GetTimestamp();

    /// <summary>The moment.</summary>
    public DateTimeOffset Now => _start + time.GetElapsedTime(_timestamp);

    /// <summary>What the wall clock says, for what others compare with theirs.</summary>
    public DateTimeOffset Wall => time.GetUtcNow();
}
