using SlaAgent.Core.Exclusions;
using SlaAgent.Core.Incidents;
using SlaAgent.Core.Objectives;
using SlaAgent.Core.Time;

namespace SlaAgent.Core;

/// <summary>An objective under judgement.</summary>
internal sealed class ObjectiveEntry(ServiceEntry service, ObjectiveState state, ObjectiveJudge judge, ObjectiveAlerts alerts)
{
    public ServiceEntry Service { get; } = service;

    public ObjectiveState State { get; } = state;

    public ObjectiveJudge Judge { get; } = judge;

    public ObjectiveAlerts Alerts { get; } = alerts;

    /// <summary>Which time does not count for it.</summary>
    public ExcludedTime Excluded => State.Excluded;

    /// <summary>Records that end by this moment are awaited from the store; null where none are.</summary>
    public Instant? RestoreBefore { get; set; }
}
