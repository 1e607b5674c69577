using SlaAgent.Core.Incidents;
using SlaAgent.Ledger.Chain;

namespace SlaAgent.Ledger;

/// <summary>
/// The agent's durable memory: slots, incidents, deliveries. Promise: what was enqueued is on disk within a second, incidents at once and before they are handed on;
/// whatever the disk does, the caller never waits and the agent goes on, in memory if it must, and writes what waits as soon as the disk takes it.
/// </summary>
/// <remarks>A thread of its own writes, because SQLite blocks: a hung disk may hold up this thread, never the pool that runs probes.</remarks>
internal sealed partial class StateLedger : IDisposable
{
    private readonly LedgerOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly LedgerFiles _files;
    private readonly EntrySigner? _signer;
    private readonly Lock _pendingGate = new();
    private readonly Lock _databaseGate = new();

    // Never disposed: a last tick or a late Enqueue may still set it.
    private readonly AutoResetEvent _wake = new(false);
    private readonly ITimer _tick;
    private readonly Thread _writer;
    private PendingBatch _pending;
    private List<TaskCompletionSource<bool>> _waiting = [];
    private StateLock? _lock;
    private LedgerDatabase? _database;
    private long _nextAttempt;
    private long _nextCompaction;
    private long _nextRoomLog = long.MinValue;
    private long _errors;
    private long _setAside;
    private volatile bool _degraded;
    private volatile bool _stopping;

    private StateLedger(LedgerOptions options, TimeProvider time, ILogger logger)
    {
        _options = options;
        _time = time;
        _logger = logger;
        _files = new LedgerFiles(options.Folder);
        _signer = options.SigningKeyFile is { } key ? new EntrySigner(key, logger) : null;
        _pending = new PendingBatch(options.MergeLatencies);
        _writer = new Thread(Run) { IsBackground = true, Name = "ledger" };
        _tick = time.CreateTimer(static wake => ((AutoResetEvent)wake!).Set(), _wake, options.CommitInterval, options.CommitInterval);
    }

    /// <summary>Takes incidents that are durable (or, while degraded, that cannot be made so now). Called on the writer's thread; must not block.</summary>
    public Action<IReadOnlyList<Incident>>? HandOn { get; set; }

    /// <summary>What memory has (open incidents, deliveries, facts), for a new database in the place of a damaged one. Called on the writer's thread.</summary>
    public Func<LedgerBatch>? Recall { get; set; }

    /// <summary>Whether the disk takes nothing at present and the agent goes on in memory.</summary>
    public bool Degraded => _degraded;

    /// <summary>Failed attempts to write, and rows that could not be read.</summary>
    public long Errors => Interlocked.Read(ref _errors);

    /// <summary>Databases found damaged and set aside.</summary>
    public long SetAside => Interlocked.Read(ref _setAside);

    /// <summary>Opens the ledger in its folder. A folder that cannot be written is not fatal: the ledger is then <see cref="Degraded"/>.</summary>
    /// <exception cref="StateHeldException">Another agent has the folder.</exception>
    public static StateLedger Open(LedgerOptions options, TimeProvider time, ILogger logger)
    {
        var ledger = new StateLedger(options, time, logger);
        try
        {
            lock (ledger._databaseGate)
            {
                ledger.Attempt(() => ledger.Connect());
            }
        }
        catch (StateHeldException)
        {
            ledger._tick.Dispose();
            throw;
        }

        ledger._writer.Start();
        return ledger;
    }

    /// <summary>Takes <paramref name="batch"/> for writing. Never waits for the disk.</summary>
    public void Enqueue(LedgerBatch batch)
    {
        lock (_pendingGate)
        {
            _pending.Add(batch);
            CountDropped(_pending.TakeDropped());
        }

        if (batch.IsUrgent)
        {
            _wake.Set();
        }
    }

    /// <summary>Attempts to write everything now; whether all that was enqueued before is durable.</summary>
    public Task<bool> FlushAsync()
    {
        var done = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_pendingGate)
        {
            _waiting.Add(done);
        }

        _wake.Set();
        return done.Task;
    }

    /// <summary>Reads what is durable; empty where nothing can be read.</summary>
    public LedgerContents Load()
    {
        lock (_databaseGate)
        {
            var contents = LedgerContents.Empty;
            Attempt(() =>
            {
                contents = (_database ?? Connect()).Load();
                Interlocked.Add(ref _errors, contents.Unreadable);
            });
            return contents;
        }
    }

    /// <summary>Writes what waits, then lets go of the folder. Takes at most three seconds, whatever the disk does.</summary>
    public void Dispose()
    {
        if (_stopping)
        {
            return;
        }

        lock (_pendingGate)
        {
            _stopping = true;
        }

        _tick.Dispose();
        _wake.Set();
        if (!_writer.Join(TimeSpan.FromSeconds(3)))
        {
            LogStuck();
            return;
        }

        _database?.Dispose();
        _signer?.Dispose();
        _lock?.Dispose();
    }

    private void Run()
    {
        bool last;
        do
        {
            _wake.WaitOne();
            last = _stopping;
            Cycle(force: last);
        }
        while (!last);
    }

    private void Cycle(bool force)
    {
        PendingBatch batch;
        List<TaskCompletionSource<bool>> waiting;
        List<Question> asked;
        List<AdjustmentJob> adjusting;
        lock (_pendingGate)
        {
            (batch, _pending) = (_pending, new PendingBatch(_options.MergeLatencies));
            (waiting, _waiting) = (_waiting, []);
            (asked, _asked) = (_asked, []);
            (adjusting, _adjusting) = (_adjusting, []);
        }

        var durable = false;
        lock (_databaseGate)
        {
            if (force || waiting.Count > 0 || !_degraded || _time.GetTimestamp() >= _nextAttempt)
            {
                durable = Attempt(() => WriteAll(batch));
            }

            MakeAdjustments(adjusting, durable);
            Answer(asked);
        }

        Deliver(batch, durable);
        SayDropped();
        foreach (var done in waiting)
        {
            done.TrySetResult(durable);
        }
    }

    private void Deliver(PendingBatch batch, bool durable)
    {
        var fresh = batch.Incidents.Values.Where(entry => !entry.HandedOn).Select(entry => entry.Incident).ToList();
        if (!durable)
        {
            foreach (var incident in fresh)
            {
                batch.Incidents[incident.Id] = (incident, HandOn is not null);
            }

            lock (_pendingGate)
            {
                batch.Add(_pending);
                CountDropped(batch.TakeDropped());
                _pending = batch;
            }
        }

        if (!durable && fresh.Count > 0)
        {
            HandOn?.Invoke(fresh);
        }
    }
}
