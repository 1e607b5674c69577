namespace SlaAgent.Tests.Ledger;

/// <summary>A clock on which an hour takes 36 milliseconds, so that hours go on the record within the life of a process that is killed; timers run as ever.</summary>
internal sealed class FastTime : TimeProvider
{
    private const int Factor = 100_000;

    private readonly DateTimeOffset _began = DateTimeOffset.UtcNow;
    private readonly long _start = System.GetTimestamp();

    public override DateTimeOffset GetUtcNow() => _began + (System.GetElapsedTime(_start) * Factor);

    public override long GetTimestamp() => _start + ((System.GetTimestamp() - _start) * Factor);
}
