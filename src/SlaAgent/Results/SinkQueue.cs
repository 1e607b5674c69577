using Polly;
using SlaAgent.Core.Contracts;
using SlaAgent.Notifications;

namespace SlaAgent.Results;

/// <summary>Tells one sink what it is owed, one result after the other, in a loop of its own; between failed attempts it backs off, and never gives up.</summary>
internal sealed partial class SinkQueue : IAsyncDisposable
{
    private readonly ResultOutbox _outbox;
    private readonly IResultSender _sender;
    private readonly NotificationCounts _counts;
    private readonly Action<KeyValuePair<string, string?>> _persist;
    private readonly ILogger _logger;
    private readonly ResiliencePipeline<PostAnswer> _pipeline;
    private readonly CancellationTokenSource _stop = new();

    // Never disposed: whoever wakes a queue need not know that it has just ended.
    private readonly SemaphoreSlim _changed = new(0, 1);
    private readonly Task _loop;
    private string? _lastTrouble;

    /// <summary>Starts sending.</summary>
    /// <param name="sink">The sink.</param>
    /// <param name="sender">How it is told; disposed with the queue.</param>
    /// <param name="outbox">What it is owed.</param>
    /// <param name="persist">Writes a fact.</param>
    /// <param name="counts">Counts attempts.</param>
    /// <param name="options">Times and bounds.</param>
    /// <param name="time">Time.</param>
    /// <param name="logger">Log.</param>
    public SinkQueue(
        ResultSink sink,
        IResultSender sender,
        ResultOutbox outbox,
        Action<KeyValuePair<string, string?>> persist,
        NotificationCounts counts,
        DeliveryOptions options,
        TimeProvider time,
        ILogger logger)
    {
        (Sink, _sender, _outbox, _persist, _counts, _logger) = (sink, sender, outbox, persist, counts, logger);
        _pipeline = new ResiliencePipelineBuilder<PostAnswer> { TimeProvider = time }.AddRetry(options.UntilAccepted).Build();
        _loop = Task.Run(() => RunAsync(_stop.Token));
    }

    /// <summary>The sink as configured.</summary>
    public ResultSink Sink { get; }

    /// <summary>Says that there may be something to send.</summary>
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
            LogEnded(Sink.Name, _sender.Target, error);
        }

        _sender.Dispose();
        _stop.Dispose();
    }

    private async Task RunAsync(CancellationToken cancel)
    {
        while (true)
        {
            await _pipeline.ExecuteAsync(static (queue, token) => new ValueTask<PostAnswer>(queue.SendAllAsync(token)), this, cancel);
            await _changed.WaitAsync(cancel);
        }
    }

    /// <summary>Sends all that is owed; the first answer that asks for another time, or an acceptance.</summary>
    private async Task<PostAnswer> SendAllAsync(CancellationToken cancel)
    {
        while (_outbox.Next(Sink.Name) is var (key, report))
        {
            var answer = await _sender.SendAsync(report, cancel);
            if (answer.Verdict is PostVerdict.Failed or PostVerdict.Denied)
            {
                _counts.Add(Sink.Name, NotificationCounts.Failure, 1);
                SayTrouble(answer);
                return answer;
            }

            _lastTrouble = null;
            if (answer.Verdict == PostVerdict.Accepted)
            {
                _counts.Add(Sink.Name, NotificationCounts.Success, 1);
            }
            else
            {
                _counts.Add(Sink.Name, NotificationCounts.Rejected, 1);
                LogRejected(Sink.Name, _sender.Target, report.Id, answer.Detail);
            }

            if (_outbox.Settle(Sink.Name, key) is { } settled)
            {
                _persist(settled);
            }
        }

        return new(PostVerdict.Accepted, null, "");
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
            LogDenied(Sink.Name, _sender.Target, answer.Detail);
        }
        else
        {
            LogFailed(Sink.Name, _sender.Target, answer.Detail);
        }
    }
}
