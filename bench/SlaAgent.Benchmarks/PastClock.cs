namespace SlaAgent.Benchmarks;

/// <summary>A clock that says what it is told.</summary>
internal sealed class PastClock : TimeProvider
{
    public DateTimeOffset Now { get; set; }

    public override DateTimeOffset GetUtcNow() => Now;
}
