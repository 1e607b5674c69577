using Microsoft.Extensions.Time.Testing;

namespace SlaAgent.Tests.Probing;

/// <summary>A fake clock whose wall time somebody may set, while its timestamps run on.</summary>
internal sealed class SettableWallClock : TimeProvider
{
    private readonly FakeTimeProvider _inner = new();

    public override long TimestampFrequency => _inner.TimestampFrequency;

    /// <summary>What somebody has set the wall clock forward by.</summary>
    public TimeSpan WallShift { get; set; }

    public override DateTimeOffset GetUtcNow() => _inner.GetUtcNow() + WallShift;

    public override long GetTimestamp() => _inner.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        _inner.CreateTimer(callback, state, dueTime, period);

    public void Advance(TimeSpan span) => _inner.Advance(span);
}
