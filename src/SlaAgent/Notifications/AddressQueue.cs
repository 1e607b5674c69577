using Polly;

namespace SlaAgent.Notifications;

/// <summary>
/// Sends to one address, in a loop of its own: a slow or dead address holds up no other. Each attempt reads anew what is due, so that nothing stale is sent;
/// between failed attempts it backs off, and never gives up.
/// </summary>
internal sealed partial class AddressQueue : IAsyncDisposable
{
    private readonly string _receiver;
    private readonly string _address;
    private readonly Outbox _outbox;
    private readonly ReceiverPost _post;
    private readonly NotificationCounts _counts;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly ResiliencePipeline<PostAnswer> _pipeline;
    private readonly CancellationTokenSource _stop = new();

    // Never disposed: whoever wakes a queue need not know that it has just ended.
    private readonly SemaphoreSlim _changed = new(0, 1);
    private readonly Task _loop;
    private string? _lastTrouble;
    private string _lastSilence = "";

    /// <summary>Starts sending.</summary>
    public AddressQueue(string receiver, string address, Outbox outbox, ReceiverPost post, NotificationCounts counts, DeliveryOptions options, TimeProvider time, ILogger logger)
    {
        (_receiver, _address, _outbox, _post, _counts, _time, _logger) = (receiver, address, outbox, post, counts, time, logger);
        _pipeline = new ResiliencePipelineBuilder<PostAnswer> { TimeProvider = time }.AddRetry(options.UntilAccepted).Build();
        _loop = Task.Run(() => RunAsync(_stop.Token));
    }

    /// <summary>Says that something may have become due.</summary>
    public void Wake()
    {
        lock (_changed)
        {
            if (_changed.CurrentCount == 0)
            {
                _changed.Release();
            }
        }
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _loop.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (_loop.Exception is { } error)
        {
            LogEnded(_receiver, _address, error);
        }

        _post.Dispose();
        _stop.Dispose();
    }

    private async Task RunAsync(CancellationToken cancel)
    {
        while (true)
        {
            await WaitUntilDueAsync(cancel);
            await _pipeline.ExecuteAsync(static (queue, token) => new ValueTask<PostAnswer>(queue.SendDueAsync(token)), this, cancel);
        }
    }

    private async Task WaitUntilDueAsync(CancellationToken cancel)
    {
        while (_outbox.UntilDue(_receiver, _address) is var wait && wait != TimeSpan.Zero)
        {
            using var either = CancellationTokenSource.CreateLinkedTokenSource(cancel);
            var changed = _changed.WaitAsync(either.Token);
            var due = Task.Delay(wait ?? Timeout.InfiniteTimeSpan, _time, either.Token);
            await Task.WhenAny(changed, due);
            await either.CancelAsync();
            await changed.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await due.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            cancel.ThrowIfCancellationRequested();
        }
    }

    /// <summary>Sends all that is due; the first answer that asks for another time, or an acceptance.</summary>
    private async Task<PostAnswer> SendDueAsync(CancellationToken cancel)
    {
        while (true)
        {
            await LookForRestartAsync(cancel);
            if (_outbox.Due(_receiver, _address, _post.LargestBatch) is not { Count: > 0 } due)
            {
                return new(PostVerdict.Accepted, null, "");
            }

            var answer = await SendAsync(due, cancel);
            if (answer.Verdict is PostVerdict.Failed or PostVerdict.Denied)
            {
                _counts.Add(_receiver, NotificationCounts.Failure, due.Count);
                SayTrouble(answer);
                return answer;
            }

            _lastTrouble = null;
            if (_post.Pause > TimeSpan.Zero)
            {
                await Task.Delay(_post.Pause, _time, cancel);
            }
        }
    }

    /// <summary>An Alertmanager that was started again knows of no alert, and would never notify an end of one.</summary>
    private async Task LookForRestartAsync(CancellationToken cancel)
    {
        if (!_post.Forgets || !_outbox.RestsOnFiring(_receiver, _address))
        {
            return;
        }

        var (running, problem) = await _post.RunningTimeAsync(cancel);
        if (running is { } length)
        {
            _outbox.Restarted(_receiver, _address, length);
        }
        else if (_lastSilence != problem)
        {
            LogSilent(_receiver, _address, problem);
        }

        _lastSilence = problem;
    }

    /// <summary>Sends a batch; one that is refused or too large is halved, down to the single alert that is then set aside.</summary>
    private async Task<PostAnswer> SendAsync(IReadOnlyList<DueDelivery> batch, CancellationToken cancel)
    {
        var answer = await _post.SendAsync(batch, cancel);
        switch (answer.Verdict)
        {
            case PostVerdict.Accepted:
                _counts.Add(_receiver, NotificationCounts.Success, batch.Count);
                foreach (var alert in batch)
                {
                    _outbox.Record(_receiver, _address, alert, rejected: null);
                }

                return answer;
            case PostVerdict.Rejected or PostVerdict.TooLarge when batch.Count > 1:
                var half = batch.Count / 2;
                var first = await SendAsync([.. batch.Take(half)], cancel);
                return first.Verdict is PostVerdict.Failed or PostVerdict.Denied ? first : await SendAsync([.. batch.Skip(half)], cancel);
            case PostVerdict.Rejected or PostVerdict.TooLarge:
                _counts.Add(_receiver, NotificationCounts.Rejected, 1);
                _outbox.Record(_receiver, _address, batch[0], answer.Detail);
                LogRejected(_receiver, _address, batch[0].Incident.Id, answer.Detail);
                return answer;
            default:
                return answer;
        }
    }

    private void SayTrouble(PostAnswer answer)
    {
        if (_lastTrouble == answer.Detail)
        {
            return;
        }

        _lastTrouble = answer.Detail;
        if (answer.Verdict == PostVerdict.Denied)
        {
            LogDenied(_receiver, _address, answer.Detail);
        }
        else
        {
            LogFailed(_receiver, _address, answer.Detail);
        }
    }
}
