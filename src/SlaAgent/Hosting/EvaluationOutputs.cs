using SlaAgent.Consequences;
using SlaAgent.Core;
using SlaAgent.Core.Contracts;
using SlaAgent.Core.Incidents;
using SlaAgent.Core.Samples;
using SlaAgent.Core.Snapshots;
using SlaAgent.Core.Time;
using SlaAgent.Ledger;
using SlaAgent.Telemetry;

namespace SlaAgent.Hosting;

/// <summary>Where the evaluation loop's work goes: telemetry, the snapshot that everybody reads, the ledger, the log. None of them makes the loop wait.</summary>
internal sealed partial class EvaluationOutputs(
    AgentState state,
    AgentTelemetry telemetry,
    Action<LedgerBatch> persist,
    ILogger<EvaluationOutputs> logger,
    ResultOutputs? results = null)
{
    private readonly HashSet<string> _open = new(StringComparer.Ordinal);
    private readonly StateFacts _facts = new();
    private readonly PeriodFacts _periods = new();
    private readonly List<KeyValuePair<string, string?>> _changedFacts = [];
    private readonly PauseLog _pauses = new(logger);
    private readonly ObligationLog _obligations = new(logger);
    private readonly GateLog _gates = new(logger);

    /// <summary>Whether results are being held for a drain.</summary>
    public bool Draining { get; private set; }

    /// <summary>Held results that were too many to keep.</summary>
    public long HeldDropped { get; private set; }

    /// <summary>Knows what was there before this process began, so that open incidents are not counted as new and known facts not written again.</summary>
    public void Adopt(Past past)
    {
        _facts.Adopt(past);
        _periods.Adopt(past);
        foreach (var incident in past.Incidents.Where(incident => incident.IsOpen))
        {
            _open.Add(incident.Id);
        }
    }

    public void Sampled(Sample sample)
    {
        switch (sample)
        {
            case ProbeResult result:
                telemetry.Probes.Record(result);
                telemetry.Agent.RecordScheduleDelay(result.ScheduleDelay);
                break;
            case TrafficSample reading:
                telemetry.Traffic.Record(reading);
                break;
            case LoadResult run:
                telemetry.Load.Record(run);
                break;
            case EvaluationResult run:
                telemetry.EvaluationProgress.Record(run);
                _changedFacts.AddRange(results?.Accept(run) ?? []);
                break;
        }
    }

    public void Evaluated(AgentConfiguration configuration, Evaluation evaluation, Instant now, TimeSpan took)
    {
        telemetry.Agent.RecordEvaluation(took);
        foreach (var incident in evaluation.Changes)
        {
            telemetry.Incidents.Record(incident, isNew: !_open.Contains(incident.Id));
            Say(incident);
        }

        telemetry.GateCounters.Record(evaluation.Snapshot.Gates, now);
        _changedFacts.AddRange(_facts.Changes(evaluation.Snapshot));
        _changedFacts.AddRange(_periods.Changes(evaluation.Snapshot));
        state.Publish(configuration, evaluation.Snapshot);
    }

    /// <summary>Hands to the ledger what must last: counts, runs of evaluations, incidents, drains with what they hold, and since when statuses hold.</summary>
    public void Durable(Judge judge, ClockReading reading, IReadOnlyList<Incident> changes)
    {
        Draining = judge.IsDraining;
        HeldDropped = judge.HeldDropped;
        var drains = judge.TakeDrainChanges(reading);
        var pauses = judge.TakePauseChanges();
        _pauses.Say(pauses);
        var obligations = judge.TakeObligationChanges();
        _obligations.Say(obligations);
        var gates = judge.TakeGateChanges();
        var evidence = judge.TakeEvidence();
        _gates.Say(evidence);
        var amended = judge.TakeAmendedIncidents();
        var runs = judge.TakeEvaluations(reading);
        telemetry.Evaluations.Record(runs);
        var record = judge.TakeRecordChanges();
        var batch = new LedgerBatch
        {
            Slots = judge.DrainSlots(reading),
            Incidents = changes,
            Amended = amended,
            Released = drains.Ended,
            Held = drains.Held,
            Facts =
            [
                .. StateFacts.Of(drains), .. StateFacts.Of(pauses), .. RecordFacts.Of(record), .. ConsequenceFacts.Of(obligations),
                .. ConsequenceFacts.Of(judge.TakeBreachChanges()), .. GateFacts.Of(gates), .. _changedFacts,
            ],
            IsAwaited = pauses.Count + obligations.Count + gates.Overrides.Count + amended.Count > 0,
            Evaluations = runs,
            Evidence = evidence,
        };
        _changedFacts.Clear();
        if (batch.Slots.Count > 0 || changes.Count > 0 || amended.Count > 0 || drains.Ended.Count > 0 || drains.Held.Count > 0 || runs.Count > 0 || batch.Facts.Count > 0 || batch.Evidence.Count > 0)
        {
            persist(batch);
            results?.Persisted();
        }
    }

    public void Beat(long timestamp)
    {
        telemetry.Traffic.CatchUp();
        state.Beat(timestamp);
    }

    private void Say(Incident incident)
    {
        var summary = incident.Annotations.Find("summary") ?? "";
        if (!incident.IsOpen)
        {
            _open.Remove(incident.Id);
            Ended(incident.AlertName, incident.Id, incident.EndedAt - incident.StartedAt, summary, incident.Agreement, incident.Service, incident.Objective, incident.Severity.Name());
        }
        else if (_open.Add(incident.Id))
        {
            Began(incident.AlertName, incident.Id, incident.StartedAt, summary, incident.Agreement, incident.Service, incident.Objective, incident.Severity.Name());
        }
    }

#pragma warning disable SYSLIB1015 // What the texts do not name goes with the records as attributes, under the names of the alerts' labels.
    [LoggerMessage(LogLevel.Warning, "{Alert} began ({Id}, since {StartedAt:O}): {Summary}")]
    private partial void Began(string alert, string id, DateTimeOffset startedAt, string summary, string? sla, string? service, string? objective, string severity);

    [LoggerMessage(LogLevel.Information, "{Alert} ended ({Id}, after {Duration}): {Summary}")]
    private partial void Ended(string alert, string id, TimeSpan? duration, string summary, string? sla, string? service, string? objective, string severity);
#pragma warning restore SYSLIB1015
}
