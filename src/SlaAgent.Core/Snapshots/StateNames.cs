using SlaAgent.Core.Contracts;
using SlaAgent.Core.Incidents;

namespace SlaAgent.Core.Snapshots;

/// <summary>The one vocabulary: names of states and verdicts as metrics, API, alerts and pages write them.</summary>
public static class StateNames
{
    /// <summary>The state's name.</summary>
    public static string Name(this ServiceState state) => state switch
    {
        ServiceState.Starting => "starting",
        ServiceState.Up => "up",
        ServiceState.Degraded => "degraded",
        ServiceState.Down => "down",
        ServiceState.Draining => "draining",
        ServiceState.Sleeping => "sleeping",
        _ => throw new ArgumentOutOfRangeException(nameof(state)),
    };

    /// <summary>The verdict's name.</summary>
    public static string Name(this ObjectiveStatusKind status) => status switch
    {
        ObjectiveStatusKind.Ok => "ok",
        ObjectiveStatusKind.AtRisk => "at_risk",
        ObjectiveStatusKind.Breached => "breached",
        ObjectiveStatusKind.Unknown => "unknown",
        ObjectiveStatusKind.Excluded => "excluded",
        _ => throw new ArgumentOutOfRangeException(nameof(status)),
    };

    /// <summary>The grade's name.</summary>
    public static string Name(this IncidentGrade grade) => grade switch
    {
        IncidentGrade.Minor => "minor",
        IncidentGrade.Major => "major",
        IncidentGrade.Critical => "critical",
        _ => throw new ArgumentOutOfRangeException(nameof(grade)),
    };

    /// <summary>Where an incident is on its way: it is open, it has ended and something is owed for it, or it is closed.</summary>
    public static string StateName(this Incident incident) => incident.IsOpen ? "open" : incident.IsResolved ? "resolved" : "closed";

    /// <summary>The audience's name.</summary>
    public static string Name(this Audience audience) => audience == Audience.External ? "external" : "internal";

    /// <summary>The scope's name.</summary>
    public static string Name(this AgreementScope scope) => scope switch
    {
        AgreementScope.Service => "service",
        AgreementScope.Replica => "replica",
        AgreementScope.Fleet => "fleet",
        _ => throw new ArgumentOutOfRangeException(nameof(scope)),
    };

    /// <summary>The unit's name.</summary>
    public static string Name(this CalendarUnit unit) => unit switch
    {
        CalendarUnit.Day => "day",
        CalendarUnit.Week => "week",
        CalendarUnit.Month => "month",
        CalendarUnit.Quarter => "quarter",
        _ => "year",
    };

    /// <summary>The severity's name.</summary>
    public static string Name(this AlertSeverity severity) => severity == AlertSeverity.Page ? "page" : "ticket";
}
