using SlaAgent.Core.Consequences;
using SlaAgent.Core.Contracts;
using SlaAgent.Core.Evidence;
using SlaAgent.Core.Exclusions;
using SlaAgent.Core.Incidents;
using SlaAgent.Core.Samples;
using SlaAgent.Core.Time;
using SlaAgent.Core.Windows;

namespace SlaAgent.Core;

/// <summary>
/// All of the judging, for one thread: results go in, statuses, incidents and durable counts come out. It knows no clock but the readings it is given, and
/// its windows run on the agent's own timeline, so that a jump of the wall clock neither fires nor resolves anything.
/// </summary>
public sealed partial class Judge
{
    private readonly JudgeContext _context;
    private readonly IncidentBook _book = new();
    private readonly Alert _watchdog;
    private readonly EscalationWatch _escalations;
    private readonly List<SlotRecord> _leftover = [];
    private Dictionary<string, ServiceEntry> _services = new(StringComparer.Ordinal);
    private Dictionary<(string Service, string Asked), SampleRoute> _routes = [];
    private ObjectiveEntry[] _objectives = [];
    private AgentConfiguration _configuration;
    private ClockReading _clock;

    /// <summary>Begins to judge.</summary>
    /// <param name="configuration">What to judge.</param>
    /// <param name="context">Where the agent stands.</param>
    /// <param name="clock">The present reading.</param>
    public Judge(AgentConfiguration configuration, JudgeContext context, ClockReading clock)
    {
        _context = context;
        _configuration = configuration;
        _watchdog = new Alert(_book);
        _escalations = new EscalationWatch(_book);
        _pauses = new PauseBook(_book);
        _obligations = new ObligationBook(_book, obligation => _evidence.Add(new EvidenceItem.ObligationChanged(obligation)));
        Apply(configuration, clock);
        if (context.Position == AgentPosition.Sidecar)
        {
            foreach (var service in _services.Values)
            {
                service.Tracker.BeginStarting(clock);
            }
        }
    }

    /// <summary>Takes one sample, at its own time. O(1).</summary>
    /// <returns>False where the configuration has no such source (any more).</returns>
    public bool Observe(Sample sample)
    {
        if (sample is PreconditionSample reading)
        {
            return Take(reading);
        }

        if (!_routes.TryGetValue((sample.Service, sample.Asked), out var route))
        {
            return false;
        }

        if (sample is ProbeResult result)
        {
            route.Probe?.Show(result, _clock);
        }

        var drain = route.Service.Tracker.Drain;
        if (!drain.IsActive || drain.IsConfirmed)
        {
            Deliver(route, sample);
        }
        else if (drain.Hold(sample, route.Probe is not null && route.Service.Tracker.IsDeciding(route.Probe)))
        {
            Release(route.Service);
        }

        return true;
    }

    /// <summary>Judges everything.</summary>
    /// <param name="clock">The present reading; never before the last one on the agent's timeline.</param>
    public Evaluation Evaluate(ClockReading clock)
    {
        _clock = clock;
        foreach (var service in _services.Values)
        {
            service.Tracker.Advance(clock);
            if (service.Tracker.Drain.IsOverdue(clock.Now))
            {
                Release(service);
            }
        }

        AdvanceExclusions();
        AdvancePeriods();
        AdvanceRecord();
        foreach (var entry in _objectives)
        {
            entry.Evaluate(_configuration.Agent, _context, clock);
        }

        ClosePeriods();
        foreach (var service in _services.Values)
        {
            service.Alerts.Evaluate(_configuration.Agent, _context, clock);
        }

        _obligations.Advance(_configuration, _context, clock);
        EvaluateWatchdog();
        _escalations.Advance(_configuration, clock);
        SettleIncidents();
        AdvanceGates();
        return new Evaluation(Snapshot(), _book.TakeChanges());
    }

    /// <summary>
    /// What was counted since the last call, to be made durable. Records are differences and add up in the store, by series and slot; those of open slices
    /// (series ending in <c>/slice</c>) are taken back by negative ones when their slice has been judged.
    /// </summary>
    public IReadOnlyList<SlotRecord> DrainSlots(ClockReading clock)
    {
        _clock = clock;
        var records = new List<SlotRecord>(_leftover);
        _leftover.Clear();
        foreach (var entry in _objectives)
        {
            entry.DrainInto(records);
        }

        return records;
    }

    private void EvaluateWatchdog()
    {
        if (!_configuration.Agent.Watchdog)
        {
            _watchdog.Close(_clock.Wall, "switched off in the configuration");
        }
        else if (!_watchdog.IsOpen)
        {
            var text = LabelSet.From(
            [
                new("summary", "The SLA agent is alive"),
                new("description", "This alert always fires. When it stops, the agent, or the way from it to you, is broken."),
            ]);
            var labels = AlertLabels.OfAgent(AlertLabels.Watchdog, _configuration.Agent, _context);
            _watchdog.Open(labels, text, AlertSeverity.Ticket, _clock.Wall, null, _clock, IncidentOrigin.Notice);
        }
    }
}
