using SlaAgent.Core.Contracts;

namespace SlaAgent.Evaluations;

/// <summary>
/// Spaces requests evenly, whoever sends them: never closer than the rate allows on the whole, and without making up for the time in which a slower server
/// held them up. Thread-safe.
/// </summary>
/// <param name="rate">The fastest rate; null for no bound.</param>
/// <param name="time">Clock and timers.</param>
internal sealed class RunPace(Rate? rate, TimeProvider time)
{
    /// <summary>Lateness of timers that is made up for, so that it does not slow the whole run.</summary>
    public static readonly TimeSpan Slack = TimeSpan.FromMilliseconds(20);

    private readonly Lock _gate = new();
    private readonly long _start = time.GetTimestamp();
    private readonly TimeSpan _gap = rate is { } known ? TimeSpan.FromSeconds(1 / known.PerSecond) : TimeSpan.Zero;
    private TimeSpan _next;

    /// <summary>Completes when the next request may be sent.</summary>
    /// <exception cref="OperationCanceledException"><paramref name="stopping"/> was cancelled.</exception>
    public Task WaitAsync(CancellationToken stopping)
    {
        stopping.ThrowIfCancellationRequested();
        if (rate is null)
        {
            return Task.CompletedTask;
        }

        TimeSpan left;
        lock (_gate)
        {
            var now = time.GetElapsedTime(_start);
            var due = now - _next > Slack ? now : _next;
            _next = due + _gap;
            left = due - now;
        }

        return left > TimeSpan.Zero ? Task.Delay(left, time, stopping) : Task.CompletedTask;
    }
}
