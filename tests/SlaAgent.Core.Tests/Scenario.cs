using SlaAgent.Core.Adjustments;
using SlaAgent.Core.Consequences;
using SlaAgent.Core.Contracts;
using SlaAgent.Core.Evidence;
using SlaAgent.Core.Exclusions;
using SlaAgent.Core.Incidents;
using SlaAgent.Core.Samples;
using SlaAgent.Core.Snapshots;
using SlaAgent.Core.Time;
using SlaAgent.Core.Windows;

namespace SlaAgent.Core.Tests;

/// <summary>A judge, a simulated clock, and probes that run on time.</summary>
internal sealed class Scenario
{
    public static readonly DateTimeOffset Beginning = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);

    public Scenario(AgentConfiguration configuration, JudgeContext? context = null, DateTimeOffset? at = null)
    {
        (Configuration, Context) = (configuration, (context ?? new JudgeContext(AgentPosition.Outside)) with { ZoneOf = TimeZoneInfo.FindSystemTimeZoneById });
        Now = new Instant((at ?? Beginning).UtcTicks);
        Judge = new Judge(configuration, Context, Clock);
    }

    public AgentConfiguration Configuration { get; set; }

    public JudgeContext Context { get; }

    public Judge Judge { get; private set; }

    public Instant Now { get; set; }

    public TimeSpan WallOffset { get; set; }

    public ClockReading Clock => new(Now, WallOffset);

    public List<SlotRecord> Store { get; } = [];

    public List<DrainStart> Drains { get; } = [];

    public List<Sample> Held { get; } = [];

    public Dictionary<string, Pause> Pauses { get; } = [];

    public Dictionary<string, Obligation> Obligations { get; } = [];

    public Dictionary<string, BreachMark> Breaches { get; } = [];

    public Dictionary<string, GateStatus> Gates { get; } = [];

    public Dictionary<string, GateOverride> GateOverrides { get; } = [];

    public List<ExcludedSpan> Spans { get; } = [];

    public List<EvaluationRun> Evaluations { get; } = [];

    public List<PastAdjustment> Adjustments { get; } = [];

    public RecordedItems Recorded { get; } = new();

    public List<Incident> Changes { get; } = [];

    public List<Incident> Amended { get; } = [];

    public AgentSnapshot Snapshot { get; private set; } = null!;

    public ObjectiveStatus Status => Snapshot.Agreements[0].Objectives[0];

    public ServiceStatus Service => Snapshot.Services[0];

    public IEnumerable<Incident> Open => Snapshot.Incidents.Where(incident => incident.IsOpen);

    /// <summary>Evaluates and makes durable.</summary>
    public AgentSnapshot Evaluate()
    {
        var evaluation = Judge.Evaluate(Clock);
        Changes.AddRange(evaluation.Changes);
        Snapshot = evaluation.Snapshot;
        MakeDurable();
        return Snapshot;
    }

    /// <summary>What the ledger would be given now.</summary>
    public void MakeDurable()
    {
        Store.AddRange(Judge.DrainSlots(Clock));
        var drains = Judge.TakeDrainChanges(Clock);
        Drains.RemoveAll(drain => drains.Ended.Contains(drain.Service));
        Held.RemoveAll(result => drains.Ended.Contains(result.Service));
        Drains.AddRange(drains.Began);
        Held.AddRange(drains.Held);
        Evaluations.AddRange(Judge.TakeEvaluations(Clock));
        Keep(Pauses, Judge.TakePauseChanges());
        Keep(Obligations, Judge.TakeObligationChanges());
        Keep(Breaches, Judge.TakeBreachChanges());
        var gates = Judge.TakeGateChanges();
        Keep(Gates, gates.Gates);
        Keep(GateOverrides, gates.Overrides);
        Recorded.TakeFrom(Judge);
        Amended.AddRange(Judge.TakeAmendedIncidents());
    }

    /// <summary>Plans time that does not count.</summary>
    public void Exclude(TimeSpan after, TimeSpan length, params string[] objectives)
    {
        Spans.Add(new("gold", "patching", [.. objectives], Clock.Wall + after, Clock.Wall + after + length));
        Judge.Exclude(Spans, Clock);
    }

    /// <summary>Lets time pass second by second (or by <paramref name="step"/>), every probe answering as <paramref name="answer"/> says; null is no result at all.</summary>
    public void Run(TimeSpan span, Func<Instant, Probe, ProbeResult?> answer, TimeSpan? step = null, Func<bool>? until = null)
    {
        var end = Now + span;
        while (Now < end)
        {
            foreach (var service in Configuration.Services)
            {
                foreach (var probe in service.Probes)
                {
                    if ((Now.Ticks - Beginning.UtcTicks) % probe.Interval.Ticks == 0 && answer(Now, probe) is { } result)
                    {
                        Judge.Observe(result with { Service = service.Name });
                    }
                }
            }

            Now += step ?? TimeSpan.FromSeconds(1);
            Evaluate();
            if (until?.Invoke() == true)
            {
                return;
            }
        }
    }

    public void Run(TimeSpan span, Outcome outcome, TimeSpan? step = null) => Run(span, (at, probe) => Result(probe, at, outcome), step);

    /// <summary>Ends the process without a word and starts it again from what was durable.</summary>
    public void KillAndRestart(TimeSpan downtime = default)
    {
        var past = Past();
        Now += downtime;
        Judge = new Judge(Configuration, Context, Clock);
        Judge.Exclude(Spans, Clock);
        Judge.Restore(past, Clock);
    }

    /// <summary>What the ledger would hold.</summary>
    public Past Past() => new()
    {
        Slots = [.. AddedUp()],
        Incidents = [.. Snapshot.Incidents],
        LastIncidentNumber = Snapshot.LastIncidentNumber,
        Drains = [.. Drains],
        Held = [.. Held],
        Pauses = [.. Pauses.Values],
        Obligations = [.. Obligations.Values],
        Breaches = [.. Breaches.Values],
        Gates = [.. Gates.Values.Select(gate => new PastGate(gate.Agreement, gate.IsOpen, gate.Since!.Value))],
        GateOverrides = [.. GateOverrides.Values],
        Evaluations = [.. Evaluations],
        Preconditions = [.. Snapshot.Preconditions.Where(known => known.UnmetSince is not null).Select(known => new PastPrecondition(known.Agreement, known.Name, known.UnmetSince!.Value))],
        Periods = [.. Snapshot.Agreements.Where(agreement => agreement.Calendar is not null).Select(agreement => new PastPeriod(agreement.Name, agreement.WindowFrom, agreement.LastPeriod))],
        Terms = [.. Recorded.Terms],
        Exclusions = [.. Recorded.Going.Values],
        ExclusionsTo = Recorded.ExclusionsTo,
        Adjustments = [.. Adjustments],
        Services = [.. Snapshot.Services.Where(service => service.State is not null).Select(service => new PastState(service.Name, service.State!.Value, service.Since!.Value))],
        Objectives = [.. Snapshot.Agreements.SelectMany(agreement => agreement.Objectives.Select(objective =>
            new PastStatus(agreement.Name, objective.Name, objective.Status, objective.Since)))],
    };

    /// <summary>What the store would hold: records of one series and slot added up.</summary>
    public IEnumerable<SlotRecord> AddedUp(Func<SlotRecord, bool>? only = null) => Store.Where(only ?? (static _ => true)).GroupBy(record => (record.Series, record.Start, record.Length)).Select(group =>
    {
        var latencies = new LatencyHistogram();
        foreach (var record in group)
        {
            Assert.True(LatencyHistogramCodec.TryAdd(record.Latencies.Span, latencies));
        }

        return new SlotRecord(
            group.Key.Series, group.Key.Start, group.Key.Length, group.Sum(r => r.Good), group.Sum(r => r.Bad),
            new TimeSpan(group.Sum(r => r.Covered.Ticks)), new TimeSpan(group.Sum(r => r.Waived.Ticks)), LatencyHistogramCodec.Write(latencies))
        {
            Reasons = SlotReasons.Write(group.SelectMany(r => SlotReasons.Read(r.Reasons))),
        };
    });

    private static void Keep<T>(Dictionary<string, T> kept, IEnumerable<KeyValuePair<string, T?>> changes)
        where T : class
    {
        foreach (var (id, value) in changes)
        {
            kept.Remove(id);
            if (value is not null)
            {
                kept[id] = value;
            }
        }
    }

    public static ProbeResult Result(Probe probe, Instant at, Outcome outcome, double milliseconds = 100) => new()
    {
        Service = "chat", Probe = probe.Name, ScheduledAt = at, ScheduleDelay = TimeSpan.Zero, Interval = probe.Interval, Outcome = outcome,
        Phases = outcome.IsMeasurement() ? new Phases(default, default, default, default, TimeSpan.FromMilliseconds(milliseconds), default, default) : default,
        Detail = outcome == Outcome.Success ? null : "status 500",
    };

    public static Probe Inference(double seconds = 5, string name = "ask") =>
        new(name, TimeSpan.FromSeconds(seconds), TimeSpan.FromSeconds(Math.Min(seconds, 10)), new ProbeRequest.Inference { Prompt = "hi" });

    public static Probe Health(double seconds = 5) => new("ready", TimeSpan.FromSeconds(seconds), TimeSpan.FromSeconds(1), new ProbeRequest.Health(null));

    public static Objective Availability(decimal target, int minimum = 1, Timeslices? slices = null) => new()
    {
        Name = "availability", Indicator = new Indicator.Availability { Probe = "ask" }, Target = target, MinimumSamples = minimum, Timeslices = slices,
    };

    public static Objective Latency(decimal percentile, double milliseconds, LatencyMeasure measure = LatencyMeasure.Total, bool excludeFailures = false) => new()
    {
        Name = "latency",
        Indicator = new Indicator.Latency
        {
            Probe = "ask", Percentile = percentile, Threshold = TimeSpan.FromMilliseconds(milliseconds), Measure = measure, ExcludeFailures = excludeFailures,
        },
        Target = percentile,
        MinimumSamples = 1,
    };

    public static ServiceLevelAgreement Agreement(Objective objective, TimeSpan? window = null, AgreementScope scope = AgreementScope.Service) => new()
    {
        Name = "gold", Service = "chat", Scope = scope, Window = window ?? TimeSpan.FromDays(30), Objectives = [objective],
    };

    public static AgentConfiguration Configure(ServiceLevelAgreement agreement, params Probe[] probes) => new(
        new AgentSettings(),
        [new ModelService { Name = "chat", Server = "vllm", Url = new Uri("http://127.0.0.1:8000"), Probes = [.. probes.Length == 0 ? [Inference()] : probes] }],
        [agreement]);
}
