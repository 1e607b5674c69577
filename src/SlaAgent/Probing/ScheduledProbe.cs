using SlaAgent.Core.Contracts;
using SlaAgent.Core.Time;

namespace SlaAgent.Probing;

/// <summary>One probe on the schedule. It never overlaps itself, and every start that it is offered ends in exactly one result, unless it is removed first.</summary>
internal sealed class ScheduledProbe : IThreadPoolWorkItem, IDisposable
{
    private readonly ProbeScheduler _scheduler;
    private readonly IProbeSender _sender;
    private readonly CancellationTokenSource _removing = new();
    private readonly Lock _gate = new();
    private Instant? _waiting;
    private bool _running;
    private bool _removed;

    /// <summary>A probe first due at <paramref name="nextDue"/>.</summary>
    public ScheduledProbe(ModelService service, Probe probe, IProbeSender sender, ProbeScheduler scheduler, Instant nextDue)
    {
        Wire = OnTheWire(service);
        Service = service.Name;
        Probe = probe;
        NextDue = nextDue;
        _sender = sender;
        _scheduler = scheduler;
    }

    /// <summary>Name of the service.</summary>
    public string Service { get; }

    /// <summary>The probe.</summary>
    public Probe Probe { get; }

    /// <summary>When it is next due; the scheduler's.</summary>
    public Instant NextDue { get; set; }

    /// <summary>Whether it has been taken off the schedule.</summary>
    public bool Removed => Volatile.Read(ref _removed);

    private ModelService Wire { get; }

    /// <summary>What of a service decides how it is measured; a change of the rest leaves schedule and connection alone.</summary>
    public static ModelService OnTheWire(ModelService service) =>
        service with { Probes = [], Loads = [], Evaluations = [], Feedback = null, Traffic = null, Labels = LabelSet.Empty, Down = new() };

    /// <summary>Whether <paramref name="service"/> and <paramref name="probe"/> would be measured just as this is.</summary>
    public bool Measures(ModelService service, Probe probe) => Probe == probe && Wire == OnTheWire(service);

    /// <summary>
    /// A start is due: it begins on the thread pool, or as soon as the one before has ended, and takes the place of one that still waits.
    /// </summary>
    /// <remarks>
    /// Waiting is what keeps a server that hangs from losing every second probe where the timeout is the whole interval: the one before began
    /// a little late, so it ends a little after the next is due.
    /// </remarks>
    public void Offer(Instant due)
    {
        Instant? skipped;
        lock (_gate)
        {
            skipped = _waiting;
            _waiting = due;
            if (skipped is null && !_running)
            {
                Queue();
            }
        }

        if (skipped is { } overtaken)
        {
            _scheduler.Skip(this, overtaken);
        }
    }

    /// <inheritdoc />
    public void Execute()
    {
        Instant due;
        lock (_gate)
        {
            due = _waiting!.Value;
            _waiting = null;
            if (Removed)
            {
                return;
            }

            _running = true;
            _scheduler.Enter();
        }

        _ = RunAsync(due);
    }

    /// <summary>Takes it off the schedule: a running probe is given up without a result, and its connection closed.</summary>
    public void Dispose()
    {
        bool running;
        lock (_gate)
        {
            _removed = true;
            running = _running;
        }

        // Outside the lock, because whoever waits for the token goes on at once; and not disposed, because a running probe holds its token.
        _removing.Cancel();
        if (!running)
        {
            _sender.Dispose();
        }
    }

    private void Queue() => ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);

    private async Task RunAsync(Instant due)
    {
        try
        {
            var delay = _scheduler.DelayOf(due);
            if (delay >= Probe.Interval)
            {
                _scheduler.Skip(this, due);
                return;
            }

            var run = await _sender.SendAsync(due, delay, default, _removing.Token).ConfigureAwait(false);
            if (run.Mistake is { } mistake)
            {
                _scheduler.Report(this, mistake);
            }

            _scheduler.Publish(run.Sample ?? run.Result);
        }
        catch (OperationCanceledException) when (Removed)
        {
            // Given up on purpose: no result.
        }
        catch (Exception e)
        {
            _scheduler.Broken(this, due, e);
        }
        finally
        {
            bool removed;
            lock (_gate)
            {
                _running = false;
                removed = _removed;
                if (_waiting is not null && !removed)
                {
                    Queue();
                }
            }

            if (removed)
            {
                _sender.Dispose();
            }

            _scheduler.Leave();
        }
    }
}
