using Microsoft.Data.Sqlite;
using SlaAgent.Ledger;

namespace SlaAgent.Feedback;

/// <summary>
/// Predictions and the truths that come later, in a database of their own beside the ledger: so that what users send can never push out what the agent measured, and
/// reading a window holds up nobody. Made when first used.
/// </summary>
/// <remarks>A thread of its own works, because SQLite blocks: a hung disk may hold up this thread, never the pool that runs probes.</remarks>
internal sealed partial class FeedbackStore : IDisposable
{
    /// <summary>Work that may wait; more is refused.</summary>
    private const int MostWaiting = 64;

    private readonly string _path;
    private readonly long _limitBytes;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly Lock _gate = new();
    private readonly Queue<Action> _work = new();
    private readonly SemaphoreSlim _ready = new(0);
    private Thread? _thread;
    private FeedbackDatabase? _database;
    private bool _stopping;

    /// <param name="folder">The state folder.</param>
    /// <param name="stateLimit">Largest size of the state in bytes, of which this takes at most an eighth.</param>
    /// <param name="time">Time.</param>
    /// <param name="logger">Log.</param>
    public FeedbackStore(string folder, long stateLimit, TimeProvider time, ILogger logger) =>
        (_path, _limitBytes, _time, _logger) = (Path.Combine(folder, "feedback.db"), stateLimit / 8, time, logger);

    /// <summary>Does <paramref name="work"/> on the database; what it wrote is on the disk when this completes.</summary>
    /// <exception cref="IOException">The disk does not take it, too much waits, or the agent ends.</exception>
    public Task<T> DoAsync<T>(Func<FeedbackDatabase, T> work)
    {
        var done = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_gate)
        {
            if (_stopping || _work.Count == MostWaiting)
            {
                return Task.FromException<T>(new IOException(_stopping ? "the agent ends" : "too much waits for the disk"));
            }

            _work.Enqueue(() => Run(work, done));
            _thread ??= Start();
        }

        _ready.Release();
        return done.Task;
    }

    /// <inheritdoc />
    public void Dispose()
    {
        lock (_gate)
        {
            if (_stopping)
            {
                return;
            }

            _stopping = true;
        }

        _ready.Release();
        if (_thread?.Join(TimeSpan.FromSeconds(2)) != false)
        {
            _database?.Dispose();
            _ready.Dispose();
        }
    }

    private Thread Start()
    {
        var thread = new Thread(Work) { IsBackground = true, Name = "feedback" };
        thread.Start();
        return thread;
    }

    private void Work()
    {
        while (true)
        {
            _ready.Wait();
            Action? next;
            lock (_gate)
            {
                if (!_work.TryDequeue(out next) && _stopping)
                {
                    return;
                }
            }

            next?.Invoke();
        }
    }

    private void Run<T>(Func<FeedbackDatabase, T> work, TaskCompletionSource<T> done)
    {
        try
        {
            done.TrySetResult(Attempt(work));
        }
        catch (Exception error) when (error is SqliteException or LedgerDamagedException or IOException or UnauthorizedAccessException)
        {
            _database?.Dispose();
            _database = null;
            LogFailed(error.Message);
            done.TrySetException(new IOException("the disk does not take it", error));
        }
        catch (Exception error)
        {
            done.TrySetException(error);
        }
    }

    private T Attempt<T>(Func<FeedbackDatabase, T> work)
    {
        try
        {
            return work(_database ??= Open());
        }
        catch (Exception error) when (LedgerSchema.MeansDamage(error) || LedgerSchema.MeansSenselessValue(error))
        {
            SetAside(error.Message);
            return work(_database ??= Open());
        }
    }

    private FeedbackDatabase Open()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_path)!);
        return FeedbackDatabase.Open(_path, _limitBytes);
    }

    /// <summary>A damaged database is kept for whoever wants to look at it, in the place of an earlier one, and a new one begun: predictions without a truth come again with the window.</summary>
    private void SetAside(string reason)
    {
        _database?.Dispose();
        _database = null;
        File.Delete(_path + "-wal");
        File.Delete(_path + "-shm");
        if (new FileInfo(_path) is { Exists: true } damaged)
        {
            damaged.MoveTo(_path + ".corrupt", overwrite: true);
        }

        LogSetAside(_path + ".corrupt", reason, _time.GetUtcNow());
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The database of feedback does not work ({Reason}): what is sent is refused until it does")]
    private partial void LogFailed(string reason);

    [LoggerMessage(Level = LogLevel.Error, Message = "The database of feedback was damaged ({Reason}) and set aside as {Path} at {At:O}: predictions and labels begin anew")]
    private partial void LogSetAside(string path, string reason, DateTimeOffset at);
}
