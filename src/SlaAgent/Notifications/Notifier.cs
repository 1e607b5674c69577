using SlaAgent.Core.Contracts;
using SlaAgent.Core.Incidents;
using SlaAgent.Ledger;

namespace SlaAgent.Notifications;

/// <summary>
/// Tells the receivers of incidents. It is given incidents once they are durable, and keeps in the ledger how far each delivery has come; see <see cref="Outbox"/> for what it promises.
/// </summary>
/// <remarks>Use: <see cref="Restore"/> with what the ledger had, <see cref="ApplyAsync"/> the receivers, then hand on incidents to <see cref="Accept"/>.</remarks>
internal sealed class Notifier : IAsyncDisposable
{
    private readonly ReceiverAccess _access;
    private readonly DeliveryOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly Outbox _outbox;
    private readonly NotificationCounts _counts = new();
    private readonly SemaphoreSlim _applying = new(1, 1);
    private volatile IReadOnlyDictionary<string, ReceiverQueue> _queues = new Dictionary<string, ReceiverQueue>();

    /// <summary>Makes a notifier without receivers.</summary>
    /// <param name="persist">Takes the state of deliveries to be made durable; must not block.</param>
    /// <param name="access">How receivers are reached.</param>
    /// <param name="options">Times and bounds.</param>
    /// <param name="time">Time.</param>
    /// <param name="logger">Log.</param>
    public Notifier(Action<LedgerBatch> persist, ReceiverAccess access, DeliveryOptions options, TimeProvider time, ILogger logger)
    {
        (_access, _options, _time, _logger) = (access, options, time, logger);
        _outbox = new Outbox(persist, new SteadyClock(time), options);
    }

    /// <summary>Names of the receivers.</summary>
    public IEnumerable<string> Receivers => _queues.Keys;

    /// <summary>Deliveries dropped because the outbox was full.</summary>
    public long Dropped => _outbox.Dropped;

    /// <summary>Takes up what was owed when the agent stopped.</summary>
    public void Restore(LedgerContents contents) => _outbox.Restore(contents);

    /// <summary>Sets the receivers by difference: one that did not change is not disturbed, one whose settings changed keeps what it is owed.</summary>
    public async Task ApplyAsync(IReadOnlyList<Receiver> receivers)
    {
        await _applying.WaitAsync();
        try
        {
            var gone = _queues.Where(pair => !receivers.Contains(pair.Value.Receiver)).Select(pair => pair.Value).ToList();
            var kept = _queues.Where(pair => receivers.Contains(pair.Value.Receiver)).ToDictionary(StringComparer.Ordinal);
            _queues = kept;
            await Task.WhenAll(gone.Select(queue => queue.DisposeAsync().AsTask()));
            _outbox.SetReceivers([.. receivers.Select(receiver => (receiver.Name, ReceiverManner.Of(receiver)))]);
            var next = new Dictionary<string, ReceiverQueue>(kept, StringComparer.Ordinal);
            foreach (var receiver in receivers.Where(receiver => !kept.ContainsKey(receiver.Name)))
            {
                next[receiver.Name] = new ReceiverQueue(receiver, _outbox, _access, _counts, _options, _time, _logger);
            }

            _queues = next;
            Wake();
        }
        finally
        {
            _applying.Release();
        }
    }

    /// <inheritdoc cref="Outbox.Recall" />
    public LedgerBatch Recall() => _outbox.Recall();

    /// <summary>Takes incidents that are durable. Does not block.</summary>
    public void Accept(IReadOnlyList<Incident> incidents)
    {
        _outbox.Accept(incidents);
        Wake();
    }

    /// <summary>Alerts posted with <paramref name="result"/>: <c>success</c>, <c>failure</c> or <c>rejected</c>.</summary>
    public long Count(string receiver, string result) => _counts.Of(receiver, result);

    /// <summary>Deliveries that a receiver is owed, and the wall time of the oldest transition among them.</summary>
    public (int Entries, DateTimeOffset? Oldest) Backlog(string receiver) => _outbox.Backlog(receiver);

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(_queues.Values.Select(queue => queue.DisposeAsync().AsTask()));
        _queues = new Dictionary<string, ReceiverQueue>();
        _applying.Dispose();
    }

    private void Wake()
    {
        foreach (var queue in _queues.Values)
        {
            queue.Wake();
        }
    }
}
