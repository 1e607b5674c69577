using SlaAgent.Core;
using SlaAgent.Core.Contracts;
using SlaAgent.Core.Incidents;
using SlaAgent.Core.Samples;
using SlaAgent.Core.Time;
using SlaAgent.Ledger;
using SlaAgent.Telemetry;

namespace SlaAgent.Hosting;

/// <summary>Where the evaluation loop's work goes: telemetry, the snapshot that everybody reads, the ledger, the log. None of them makes the loop wait.</summary>
internal sealed partial class EvaluationOutputs(
    AgentState state,
    ProbeTelemetry probes,
    LoadInstruments load,
    AgentInstruments instruments,
    IncidentCounters counters,
    Action<LedgerBatch> persist,
    ILogger<EvaluationOutputs> logger)
{
    private readonly HashSet<string> _open = new(StringComparer.Ordinal);
    private int _heldWritten;

    /// <summary>Whether results are being held for a drain.</summary>
    public bool Draining { get; private set; }

    /// <summary>Knows <paramref name="incidents"/>, which were open before this process began, so that they are not counted as new.</summary>
    public void Adopt(IEnumerable<Incident> incidents)
    {
        foreach (var incident in incidents)
        {
            _open.Add(incident.Id);
        }
    }

    public void Sampled(ProbeResult sample)
    {
        probes.Record(sample);
        instruments.RecordScheduleDelay(sample.ScheduleDelay);
    }

    public void Sampled(LoadResult sample) => load.Record(sample);

    public void Evaluated(AgentConfiguration configuration, Evaluation evaluation, TimeSpan took)
    {
        instruments.RecordEvaluation(took);
        counters.Record(evaluation.Changes, incident => !_open.Contains(incident.Id));
        foreach (var incident in evaluation.Changes)
        {
            Say(incident);
        }

        state.Publish(configuration, evaluation.Snapshot);
    }

    /// <summary>Hands to the ledger what must last: counts, incidents, and results that are held.</summary>
    public void Durable(Judge judge, ClockReading reading, IReadOnlyList<Incident> changes)
    {
        var held = judge.HeldResults;
        Draining = held.Count > 0 || judge.IsDraining;
        var released = held.Count < _heldWritten;
        var fresh = released ? held : [.. held.Skip(_heldWritten)];
        _heldWritten = held.Count;
        var batch = new LedgerBatch { Slots = judge.DrainSlots(reading), Incidents = changes, ClearHeld = released, Held = fresh };
        if (batch.Slots.Count > 0 || changes.Count > 0 || released || fresh.Count > 0)
        {
            persist(batch);
        }
    }

    public void Beat(long timestamp) => state.Beat(timestamp);

    private void Say(Incident incident)
    {
        var summary = incident.Annotations.Find("summary") ?? "";
        if (!incident.IsOpen)
        {
            _open.Remove(incident.Id);
            Ended(incident.AlertName, incident.Id, incident.EndedAt - incident.StartedAt, summary);
        }
        else if (_open.Add(incident.Id))
        {
            Began(incident.AlertName, incident.Id, incident.StartedAt, summary);
        }
    }

    [LoggerMessage(LogLevel.Warning, "{Alert} began ({Id}, since {StartedAt:O}): {Summary}")]
    private partial void Began(string alert, string id, DateTimeOffset startedAt, string summary);

    [LoggerMessage(LogLevel.Information, "{Alert} ended ({Id}, after {Duration}): {Summary}")]
    private partial void Ended(string alert, string id, TimeSpan? duration, string summary);
}
