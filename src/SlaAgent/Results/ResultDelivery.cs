using SlaAgent.Core.Contracts;
using SlaAgent.Ledger;
using SlaAgent.Notifications;

namespace SlaAgent.Results;

/// <summary>
/// Tells the sinks what evaluations found. What a sink is owed is in the ledger before it is tried, and goes from there once the sink has it: at least once, in order.
/// </summary>
/// <remarks>
/// Use: <see cref="Restore"/> with what the ledger had, <see cref="ApplyAsync"/> the sinks; then <see cref="Accept"/> each result, write the facts that it gives
/// together with the result's own, and say so to <see cref="Release"/>.
/// </remarks>
internal sealed class ResultDelivery : IAsyncDisposable
{
    private readonly Action<LedgerBatch> _persist;
    private readonly DeliveryOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly ResultOutbox _outbox;
    private readonly NotificationCounts _counts = new();
    private readonly SemaphoreSlim _applying = new(1, 1);
    private volatile IReadOnlyDictionary<string, SinkQueue> _queues = new Dictionary<string, SinkQueue>();

    /// <summary>Makes one without sinks.</summary>
    /// <param name="persist">Takes facts to be made durable; must not block.</param>
    /// <param name="stateLimit">Largest size of the state in bytes: what waits takes at most a 32nd of it.</param>
    /// <param name="options">Times and bounds.</param>
    /// <param name="time">Time.</param>
    /// <param name="logger">Log.</param>
    public ResultDelivery(Action<LedgerBatch> persist, long stateLimit, DeliveryOptions options, TimeProvider time, ILogger logger)
    {
        (_persist, _options, _time, _logger) = (persist, options, time, logger);
        _outbox = new ResultOutbox(stateLimit / 32);
    }

    /// <summary>Results that were let go because too many waited.</summary>
    public long Dropped => _outbox.Dropped;

    /// <inheritdoc cref="ResultOutbox.Restore" />
    public void Restore(LedgerContents contents) => _outbox.Restore(contents.Facts);

    /// <summary>Sets the sinks by difference: one that did not change is not disturbed, one whose settings changed keeps what it is owed.</summary>
    public async Task ApplyAsync(IReadOnlyList<ResultSink> sinks)
    {
        await _applying.WaitAsync();
        try
        {
            var kept = _queues.Where(pair => sinks.Contains(pair.Value.Sink)).ToDictionary(StringComparer.Ordinal);
            var gone = _queues.Values.Where(queue => !sinks.Contains(queue.Sink)).ToList();
            _queues = kept;
            await Task.WhenAll(gone.Select(queue => queue.DisposeAsync().AsTask()));
            Persist(_outbox.Apply([.. sinks.Select(sink => sink.Name)]));
            var next = new Dictionary<string, SinkQueue>(kept, StringComparer.Ordinal);
            foreach (var sink in sinks.Where(sink => !kept.ContainsKey(sink.Name)))
            {
                next[sink.Name] = new SinkQueue(sink, SenderTo(sink), _outbox, fact => Persist([fact]), _counts, _options, _time, _logger);
            }

            _queues = next;
        }
        finally
        {
            _applying.Release();
        }
    }

    /// <summary>Takes a result, and gives the facts to write with it. Does not block.</summary>
    public IReadOnlyList<KeyValuePair<string, string?>> Accept(RunReport report) => _outbox.Add(report);

    /// <summary>Lets the sinks be told of what was accepted before, because it is written (or the disk does not take it now, and waiting for it would keep it from everyone).</summary>
    public void Release()
    {
        _outbox.Written();
        foreach (var queue in _queues.Values)
        {
            queue.Wake();
        }
    }

    /// <inheritdoc cref="ResultOutbox.Recall" />
    public IReadOnlyList<KeyValuePair<string, string?>> Recall() => _outbox.Recall();

    /// <summary>Attempts with <paramref name="result"/>: <c>success</c>, <c>failure</c> or <c>rejected</c>.</summary>
    public long Count(string sink, string result) => _counts.Of(sink, result);

    /// <inheritdoc cref="ResultOutbox.Backlog" />
    public (int Entries, DateTimeOffset? Oldest) Backlog(string sink) => _outbox.Backlog(sink);

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(_queues.Values.Select(queue => queue.DisposeAsync().AsTask()));
        _queues = new Dictionary<string, SinkQueue>();
        _applying.Dispose();
    }

    private IResultSender SenderTo(ResultSink sink) => sink switch
    {
        ResultSink.Mlflow mlflow => new MlflowSender(mlflow, _time, _options),
        ResultSink.ClearMl clearMl => new ClearMlSender(clearMl, _time, _options),
        ResultSink.Jsonl file => new JsonlSender(file),
        _ => throw new ArgumentOutOfRangeException(nameof(sink)),
    };

    private void Persist(IReadOnlyList<KeyValuePair<string, string?>> facts)
    {
        if (facts.Count > 0)
        {
            _persist(new LedgerBatch { Facts = facts });
        }
    }
}
