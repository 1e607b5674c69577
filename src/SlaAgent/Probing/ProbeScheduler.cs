using System.Threading.Channels;
using SlaAgent.Core.Contracts;
using SlaAgent.Core.Samples;
using SlaAgent.Core.Time;
using SlaAgent.Hosting;

namespace SlaAgent.Probing;

/// <summary>
/// Starts every probe at its fixed rate on the monotonic clock, one timer for all of them. Each start that was due ends in exactly one result,
/// also those that passed while the agent stood still (up to <see cref="MaxMissedPerResume"/> of them).
/// </summary>
internal sealed partial class ProbeScheduler : IDisposable
{
    /// <summary>Most starts reported as skipped after one standstill; beyond it a gap is left, and counted.</summary>
    public const int MaxMissedPerResume = 10_000;

    /// <summary>How long running probes have to end at shutdown.</summary>
    public static readonly TimeSpan ShutdownTime = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan ShortestTimer = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan LongestTimer = TimeSpan.FromDays(1);

    private readonly AgentClock _clock;
    private readonly ChannelWriter<Sample> _results;
    private readonly Func<ModelService, Probe, IProbeSender> _newSender;
    private readonly ILogger<ProbeScheduler> _logger;
    private readonly MistakeReport _mistakes;
    private readonly ITimer _timer;
    private readonly Lock _gate = new();
    private readonly PriorityQueue<ScheduledProbe, Instant> _due = new();
    private readonly TaskCompletionSource _idle = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Dictionary<(string Service, string Probe), ScheduledProbe> _probes = [];
    private bool _stopped;
    private int _inFlight;
    private long _dropped;
    private long _missedBeyondBound;

    /// <summary>A scheduler with nothing to do yet.</summary>
    /// <param name="clock">The agent's clock.</param>
    /// <param name="results">Where results go; never waited for.</param>
    /// <param name="newSender">Makes what carries out a probe.</param>
    /// <param name="logger">Log.</param>
    public ProbeScheduler(
        AgentClock clock,
        ChannelWriter<Sample> results,
        Func<ModelService, Probe, IProbeSender> newSender,
        ILogger<ProbeScheduler> logger)
    {
        _clock = clock;
        _results = results;
        _newSender = newSender;
        _logger = logger;
        _mistakes = new MistakeReport(clock, logger);
        _timer = clock.Time.CreateTimer(static state => ((ProbeScheduler)state!).Tick(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Probes that are running.</summary>
    public int InFlight => Volatile.Read(ref _inFlight);

    /// <summary>Results lost because the channel was full.</summary>
    public long ResultsDropped => Interlocked.Read(ref _dropped);

    /// <summary>Starts that passed in a standstill and were too many to report.</summary>
    public long MissedBeyondBound => Interlocked.Read(ref _missedBeyondBound);

    /// <summary>Makes the schedule that of <paramref name="services"/>. What is measured as before keeps its times and its connection.</summary>
    /// <remarks>Where a sender cannot be made, what it throws is passed on, and the schedule stays as it was.</remarks>
    public void Apply(IReadOnlyList<ModelService> services)
    {
        lock (_gate)
        {
            if (_stopped)
            {
                return;
            }

            var now = _clock.Now;
            Replace(Planned(services, now));
            Arm(now);
        }
    }

    /// <summary>Stops starting, gives running probes up without a result, and waits at most <see cref="ShutdownTime"/> for them.</summary>
    public async Task StopAsync()
    {
        lock (_gate)
        {
            _stopped = true;
            _timer.Dispose();
            Replace([]);
        }

        if (InFlight > 0)
        {
            await Task.WhenAny(_idle.Task, Task.Delay(ShutdownTime, _clock.Time)).ConfigureAwait(false);
        }
    }

    /// <inheritdoc />
    public void Dispose() => _timer.Dispose();

    /// <summary>How late a start due at <paramref name="due"/> is now.</summary>
    public TimeSpan DelayOf(Instant due) => Instant.Max(_clock.Now, due) - due;

    /// <summary>A probe has begun to run.</summary>
    public void Enter() => Interlocked.Increment(ref _inFlight);

    /// <summary>A probe has ended.</summary>
    public void Leave()
    {
        if (Interlocked.Decrement(ref _inFlight) == 0 && Volatile.Read(ref _stopped))
        {
            _idle.TrySetResult();
        }
    }

    /// <summary>Hands a result on, without ever waiting.</summary>
    public void Publish(Sample result)
    {
        if (!_results.TryWrite(result))
        {
            Interlocked.Increment(ref _dropped);
        }
    }

    /// <summary>Records that a start passed before the probe could begin.</summary>
    public void Skip(ScheduledProbe probe, Instant due) =>
        Publish(NotSent(probe, due, Outcome.Skipped, "its time had passed before it could start"));

    /// <summary>Says that carrying out a probe met a mistake of ours; its result is published by the caller.</summary>
    public void Report(ScheduledProbe probe, Exception mistake) => _mistakes.Add(probe.Service, probe.Probe.Name, mistake);

    /// <summary>Records that carrying out a probe threw: a mistake of ours.</summary>
    public void Broken(ScheduledProbe probe, Instant due, Exception exception)
    {
        Report(probe, exception);
        Publish(NotSent(probe, due, Outcome.AgentError, $"unexpected {exception.GetType().Name} in the agent"));
    }

    private static Instant FirstDue(ModelService service, Probe probe, ScheduledProbe? before, Instant now) =>
        before is not null && before.Probe.Interval == probe.Interval
            ? before.NextDue
            : now + ProbeSchedule.Offset(service.Name, probe.Name, probe.Interval);

    private Dictionary<(string, string), ScheduledProbe> Planned(IReadOnlyList<ModelService> services, Instant now)
    {
        var probes = new Dictionary<(string, string), ScheduledProbe>();
        try
        {
            foreach (var service in services)
            {
                foreach (var probe in service.Probes)
                {
                    var key = (service.Name, probe.Name);
                    var before = _probes.GetValueOrDefault(key);
                    probes[key] = before?.Measures(service, probe) == true
                        ? before
                        : new ScheduledProbe(service, probe, _newSender(service, probe), this, FirstDue(service, probe, before, now));
                }
            }
        }
        catch
        {
            DisposeAbsent(probes, _probes);
            throw;
        }

        return probes;
    }

    private static void DisposeAbsent(Dictionary<(string, string), ScheduledProbe> probes, Dictionary<(string, string), ScheduledProbe> kept)
    {
        foreach (var (key, probe) in probes)
        {
            if (kept.GetValueOrDefault(key) != probe)
            {
                probe.Dispose();
            }
        }
    }

    private ProbeResult NotSent(ScheduledProbe probe, Instant due, Outcome outcome, string detail) => new()
    {
        Service = probe.Service,
        Probe = probe.Probe.Name,
        ScheduledAt = due,
        ScheduleDelay = DelayOf(due),
        Interval = probe.Probe.Interval,
        Outcome = outcome,
        Detail = detail,
    };

    private void Replace(Dictionary<(string, string), ScheduledProbe> probes)
    {
        var before = _probes;
        _probes = probes;
        _due.Clear();
        foreach (var probe in probes.Values)
        {
            _due.Enqueue(probe, probe.NextDue);
        }

        DisposeAbsent(before, probes);
    }

    private void Tick()
    {
        lock (_gate)
        {
            if (_stopped)
            {
                return;
            }

            var now = _clock.Now;
            var budget = MaxMissedPerResume;
            long unreported = 0;
            while (_due.TryPeek(out var probe, out var due) && due <= now)
            {
                var interval = probe.Probe.Interval;
                var overtaken = ProbeSchedule.Overtaken(due, now, interval);
                var reported = (int)Math.Min(overtaken, budget);
                budget -= reported;
                unreported += overtaken - reported;
                for (var i = 0; i < reported; i++)
                {
                    Skip(probe, due + (i * interval));
                }

                due += overtaken * interval;
                probe.NextDue = due + interval;
                _due.DequeueEnqueue(probe, probe.NextDue);
                probe.Offer(due);
            }

            Arm(now);
            ReportUnreported(unreported);
        }
    }

    private void ReportUnreported(long count)
    {
        if (count > 0)
        {
            Interlocked.Add(ref _missedBeyondBound, count);
            Log.BeyondBound(_logger, count);
        }
    }

    private void Arm(Instant now)
    {
        if (!_due.TryPeek(out _, out var due))
        {
            return;
        }

        var wait = due - now;
        _timer.Change(wait < ShortestTimer ? ShortestTimer : wait > LongestTimer ? LongestTimer : wait, Timeout.InfiniteTimeSpan);
    }
}
