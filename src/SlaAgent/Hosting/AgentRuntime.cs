using System.Threading.Channels;
using SlaAgent.Configuration.TimeZones;
using SlaAgent.Core;
using SlaAgent.Core.Contracts;
using SlaAgent.Core.Samples;
using SlaAgent.Core.Snapshots;
using SlaAgent.Core.Windows;
using SlaAgent.Evaluations;
using SlaAgent.Exclusions;
using SlaAgent.Feedback;
using SlaAgent.Http;
using SlaAgent.Ledger;
using SlaAgent.Load;
using SlaAgent.Notifications;
using SlaAgent.Probing;
using SlaAgent.Results;
using SlaAgent.Scheduling;
using SlaAgent.Telemetry;
using SlaAgent.Traffic;

namespace SlaAgent.Hosting;

/// <summary>
/// The agent's moving parts, joined: schedule, loop, ledger, notifier, telemetry. It can stand without a configuration (and then only serves metrics),
/// takes new ones by difference, and ends in order: what was decided is on disk before anything is let go.
/// </summary>
internal sealed partial class AgentRuntime : IAsyncDisposable
{
    /// <summary>Results that may wait for the loop; beyond it they are dropped and counted.</summary>
    private const int SampleCapacity = 65_536;

    private static readonly TimeSpan LongestFlush = TimeSpan.FromSeconds(1);

    private readonly AgentClock _clock;
    private readonly ScrapeGate _scrapes;
    private readonly ILogger<AgentRuntime> _logger;
    private readonly StateLedger _ledger;
    private readonly Notifier _notifier;
    private readonly ResultDelivery _results;
    private readonly FeedbackStore _feedback;
    private readonly FeedbackSchedule _feedbackLooks;
    private readonly ProbeScheduler _scheduler;
    private readonly RunScheduler _runs;
    private readonly TrafficScraper _scraper;
    private readonly PreconditionScraper _preconditions;
    private readonly EvaluationFolder _evaluations;
    private readonly RunSurroundings _aroundEvaluations;
    private readonly AgentTelemetry _telemetry;
    private readonly EvaluationOutputs _outputs;
    private readonly CancellationTokenSource _ending = new();
    private readonly Channel<Sample> _samples = Channel.CreateBounded<Sample>(
        new BoundedChannelOptions(SampleCapacity) { SingleReader = true, FullMode = BoundedChannelFullMode.Wait });

    private EvaluationLoop? _loop;
    private Task _turning = Task.CompletedTask;

    private AgentRuntime(StateLedger ledger, string stateFolder, AgentSettings settings, Uri? address, SeriesLimits limits, ScrapeGate scrapes, ILoggerFactory loggers)
    {
        Configuration = new AgentConfiguration(settings, [], []);
        _logger = loggers.CreateLogger<AgentRuntime>();
        _ledger = ledger;
        _scrapes = scrapes;
        _clock = new AgentClock(TimeProvider.System);
        _notifier = new Notifier(
            ledger.Enqueue,
            ReceiverConnections.Access,
            new DeliveryOptions { Ha = settings.Ha, GeneratorUrl = address },
            TimeProvider.System,
            loggers.CreateLogger<Notifier>());
        _ledger.HandOn = _notifier.Accept;
        _results = new ResultDelivery(ledger.Enqueue, settings.StateLimitBytes, new DeliveryOptions(), TimeProvider.System, loggers.CreateLogger<ResultDelivery>());
        _feedback = new FeedbackStore(stateFolder, settings.StateLimitBytes, TimeProvider.System, loggers.CreateLogger<FeedbackStore>());
        _feedbackLooks = new FeedbackSchedule(_clock, _feedback, _samples.Writer, loggers.CreateLogger<FeedbackSchedule>());
        Feedback = new FeedbackDesk(() => Configuration, _feedback, TimeProvider.System);
        _scheduler = new ProbeScheduler(_clock, _samples.Writer, (s, p) => BackingOffSender.Of(s, p, _clock, _scraper!, settings.GenAi), loggers.CreateLogger<ProbeScheduler>());
        _runs = new RunScheduler(_clock, _samples.Writer, NoRunNow, new MistakeReport(_clock, loggers.CreateLogger<ProbeScheduler>()));
        _scraper = new TrafficScraper(_clock, _samples.Writer, loggers);
        _preconditions = new PreconditionScraper(_clock, _samples.Writer, loggers);
        _evaluations = new EvaluationFolder(stateFolder, loggers.CreateLogger<EvaluationFolder>());
        _aroundEvaluations = new RunSurroundings(_clock, NoRunNow, _scraper.WaitingIn) { Folder = _evaluations, IsDurable = IsDurableAsync };
        _telemetry = new AgentTelemetry(limits, scrapes, State, Facts, _scraper.CountsOf, _aroundEvaluations.Progress, settings.GenAi);
        _outputs = new EvaluationOutputs(State, _telemetry, ledger.Enqueue, loggers.CreateLogger<EvaluationOutputs>(), new ResultOutputs(_clock, _results, new EvaluationRecords(loggers), ledger.FlushAsync));
    }

    /// <summary>What is looked at from outside.</summary>
    public AgentState State { get; } = new();

    /// <summary>Where pauses are asked for.</summary>
    public PauseDesk Pauses => new(_loop, _ledger.FlushAsync, _clock.Time);

    /// <summary>Where incidents are acknowledged.</summary>
    public AcknowledgementDesk Acknowledgements => new(_loop, _ledger.FlushAsync, _clock.Time);

    /// <summary>The configuration in force; without services while there is none.</summary>
    public AgentConfiguration Configuration { get; private set; }

    /// <summary>Takes predictions and the truths that come later.</summary>
    public FeedbackDesk Feedback { get; }

    /// <summary>Opens the state and makes the parts; nothing is probed yet.</summary>
    /// <exception cref="StateHeldException">Another agent has the state folder.</exception>
    public static AgentRuntime Create(string stateFolder, AgentSettings settings, Uri? address, SeriesLimits limits, ScrapeGate scrapes, ILoggerFactory loggers)
    {
        var ledger = StateLedger.Open(
            new LedgerOptions
            {
                Folder = stateFolder, LimitBytes = settings.StateLimitBytes, MergeLatencies = SlotLatencies.Merge, Keep = settings.LedgerKeep, SigningKeyFile = settings.LedgerSigningKeyFile,
            },
            TimeProvider.System,
            loggers.CreateLogger<StateLedger>());
        return new AgentRuntime(ledger, stateFolder, settings, address, limits, scrapes, loggers);
    }

    /// <summary>Puts <paramref name="configuration"/> in force. The first time, what was durable is taken up before the first probe.</summary>
    /// <remarks>Not to be cancelled: a configuration is in force everywhere or nowhere.</remarks>
    public async Task ApplyAsync(AgentConfiguration configuration)
    {
        SayWhatNeedsARestart(Configuration.Agent, configuration.Agent);
        if (_loop is null)
        {
            await BeginAsync(configuration);
            return;
        }

        await _notifier.ApplyAsync(configuration.Agent.Receivers);
        await _results.ApplyAsync(configuration.Agent.Results);
        await ApplyToLoopAsync(_loop, configuration);
        await ScheduleAsync(configuration);
    }

    /// <summary>Says whether the configuration files, as they are, are in force.</summary>
    public void RecordReload(bool successful) => _telemetry.Agent.RecordReload(successful, DateTimeOffset.UtcNow);

    /// <summary>Begins draining <paramref name="service"/>, or all; null where there is no such service.</summary>
    public async Task<ApiDrain?> DrainAsync(string? service, CancellationToken cancellation)
    {
        if (_loop is null)
        {
            return null;
        }

        var drain = await _loop.BeginDrainAsync(
            service,
            reading => new ApiDrain([.. Configuration.Services.Select(s => s.Name).Where(name => service is null || name == service)], reading.Wall),
            cancellation);

        // Whoever is told so may be killed at once; but a disk that hangs must not hold up the stop that is announced.
        await Task.WhenAny(_ledger.FlushAsync(), Task.Delay(LongestFlush, cancellation));
        return drain;
    }

    /// <summary>Ends: a drain under way is confirmed, running probes are given up uncounted, and what is known is written.</summary>
    public async Task StopAsync()
    {
        if (_loop is not null)
        {
            await _loop.ConfirmDrainAsync();
        }

        await Task.WhenAll(_scheduler.StopAsync(), _runs.StopAsync(), _scraper.StopAsync(), _preconditions.StopAsync(), _feedbackLooks.DisposeAsync().AsTask());
        await _ending.CancelAsync();
        await _turning;
        await _ledger.FlushAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _ending.CancelAsync();
        await _notifier.DisposeAsync();
        await _results.DisposeAsync();
        await _feedbackLooks.DisposeAsync();
        _feedback.Dispose();
        _ledger.Dispose();
        _scheduler.Dispose();
        _runs.Dispose();
        _scraper.Dispose();
        _preconditions.Dispose();
        _telemetry.Dispose();
        _ending.Dispose();
        _changing.Dispose();
    }

    /// <summary>A service that is not to serve is not to be loaded or evaluated either: the run would say nothing of what it can do.</summary>
    private string? NoRunNow(string service, string probe) => State.Current?.Snapshot.Services.FirstOrDefault(s => s.Name == service)?.State switch
    {
        ServiceState.Starting => "the service was starting",
        ServiceState.Draining => "the service was draining",
        ServiceState.Sleeping => "the service was sleeping",
        _ => _scraper.AsleepBecause(service, isHealth: false) ?? HeldBackEvaluation.Because(State.Current, service, probe),
    };

    /// <summary>Whether a run's result is in the ledger.</summary>
    private Task<bool> IsDurableAsync(EvaluationResult result) =>
        _ledger.HasEvaluationAsync(result.Service, result.Probe, _clock.Read().ToWall(result.ScheduledAt));

    private async Task BeginAsync(AgentConfiguration configuration)
    {
        var contents = _ledger.Load();
        var reading = _clock.Read();
        var judge = new Judge(configuration, Context(configuration.Agent), reading);
        var past = RecordFacts.Read(AdjustmentFacts.Read(StateFacts.Read(contents), contents), contents);
        judge.Exclude(SpanCalendar.Expand(configuration, reading.Wall), reading);
        var summary = judge.Restore(past, reading);
        Restored(summary.Restored, contents.OpenIncidents.Count, summary.Damaged);
        _outputs.Adopt(past);
        _ledger.Recall = () =>
        {
            var owed = _notifier.Recall();
            var snapshot = State.Current?.Snapshot;
            var open = (snapshot?.Incidents ?? []).Where(i => i.IsOpen);
            return owed with
            {
                Incidents = [.. open.Concat(owed.Incidents).DistinctBy(i => i.Id)],
                Amended = [.. (snapshot?.Incidents ?? []).Where(i => i.IsResolved)],
                Evaluations = [.. snapshot?.Evaluations ?? []],
                Evidence = RecordFacts.Again(State.Current?.Configuration),
                Facts = [.. snapshot is null ? [] : StateFacts.All(snapshot), .. AdjustmentFacts.All(snapshot), .. _results.Recall()],
            };
        };
        _notifier.Restore(contents);
        await _notifier.ApplyAsync(configuration.Agent.Receivers);
        _results.Restore(contents);
        await _results.ApplyAsync(configuration.Agent.Results);
        _scrapes.Change(() => PutInForce(configuration));
        _loop = new EvaluationLoop(judge, configuration, _clock, TimeProvider.System, _samples.Reader, _outputs);
        _turning = Task.Run(() => TurnAsync(_loop));
        await ScheduleAsync(configuration);
    }

    private async Task ScheduleAsync(AgentConfiguration configuration)
    {
        await _feedbackLooks.ApplyAsync(configuration);

        // First, because probes wait for what it knows.
        _scraper.Apply(configuration.Services);
        _preconditions.Apply(configuration);
        _scheduler.Apply(configuration.Services);
        _evaluations.Keep(configuration.Services.SelectMany(service => service.Evaluations.Select(evaluation => (service.Name, evaluation.Name))));
        _runs.Apply(
        [
            .. LoadPlan.Of(configuration).Select(plan => new LoadRuns(plan, _clock)),
            .. EvaluationPlan.Of(configuration).Select(plan => new EvaluationRuns(plan, _aroundEvaluations)),
        ]);
    }

    /// <summary>A loop that breaks is our own mistake: it is said, <c>/-/healthy</c> says so too, and what is already known is still written at the end.</summary>
    private async Task TurnAsync(EvaluationLoop loop)
    {
        try
        {
            await loop.RunAsync(_ending.Token);
        }
        catch (Exception e)
        {
            Broken(e);
        }
    }

    private static JudgeContext Context(AgentSettings agent) => new(
        agent.Position,
        NonEmpty(Environment.GetEnvironmentVariable("POD_NAMESPACE")),
        agent.Position == AgentPosition.Sidecar ? BuildInfo.Instance : null) { ZoneOf = ZoneData.Get };

    private static string? NonEmpty(string? value) => string.IsNullOrEmpty(value) ? null : value;

    private void PutInForce(AgentConfiguration configuration)
    {
        Configuration = configuration;
        _telemetry.Apply(configuration);
    }

    [LoggerMessage(LogLevel.Information, "taken up from the state: {Records} records, {Incidents} open incidents; {Damaged} damaged records left out")]
    private partial void Restored(int records, int incidents, int damaged);

    [LoggerMessage(LogLevel.Critical, "the evaluation loop has broken: nothing is judged any more until the agent is started again")]
    private partial void Broken(Exception exception);
}
