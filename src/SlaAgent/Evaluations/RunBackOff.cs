using SlaAgent.Core.Contracts;
using SlaAgent.Core.Samples;
using SlaAgent.Probing;

namespace SlaAgent.Evaluations;

/// <summary>
/// Makes a run wait while its server says that it has more to do than it can: for its <c>Retry-After</c>, or without one for 1, 2, 4 … seconds, within the
/// policy's bound; and while more requests wait in it than the policy allows, as long at most before it is asked all the same. The request that was refused
/// has failed and is not sent again: an example is asked once. Thread-safe.
/// </summary>
/// <param name="policy">How far it goes.</param>
/// <param name="waiting">Requests waiting in the server by its last reading; null where that is not known.</param>
/// <param name="time">Clock and timers.</param>
internal sealed class RunBackOff(SaturationPolicy policy, Func<double?> waiting, TimeProvider time)
{
    private static readonly TimeSpan s_shortest = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private readonly long _start = time.GetTimestamp();
    private TimeSpan _until;
    private int _signs;

    /// <summary>Completes when the server may be asked.</summary>
    /// <exception cref="OperationCanceledException"><paramref name="stopping"/> was cancelled.</exception>
    public async Task WaitAsync(CancellationToken stopping)
    {
        var longest = time.GetElapsedTime(_start) + policy.MaxWait;
        while (policy.BackOff && Left(longest) is var left && left > TimeSpan.Zero)
        {
            await Task.Delay(left, time, stopping).ConfigureAwait(false);
        }
    }

    /// <summary>The server was asked, and this is what it said.</summary>
    public void Answered(ProbeRun run)
    {
        lock (_gate)
        {
            if (!BackOff.IsSaturated(run.Result, run.RetryAfter))
            {
                _signs = run.Result.Outcome == Outcome.Success ? 0 : _signs;
                return;
            }

            var wanted = run.RetryAfter ?? s_shortest * (1L << Math.Min(_signs, 10));
            _signs++;
            var until = time.GetElapsedTime(_start) + (wanted < policy.MaxWait ? wanted : policy.MaxWait);
            _until = until > _until ? until : _until;
        }
    }

    private TimeSpan Left(TimeSpan longest)
    {
        lock (_gate)
        {
            var now = time.GetElapsedTime(_start);
            var queued = policy.Waiting is { } limit && waiting() > limit && now < longest ? now + s_shortest : now;
            return (queued > _until ? queued : _until) - now;
        }
    }
}
