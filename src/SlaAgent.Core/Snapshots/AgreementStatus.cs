using SlaAgent.Core.Contracts;
using SlaAgent.Core.Evidence;

namespace SlaAgent.Core.Snapshots;

/// <summary>What is known of one agreement.</summary>
/// <param name="Name">The agreement.</param>
/// <param name="Service">Its service.</param>
/// <param name="Audience">Whom the promise is made to.</param>
/// <param name="Scope">What this agent speaks for.</param>
/// <param name="Status">The worst of its objectives' statuses, in the order breached, at_risk, unknown, excluded, ok.</param>
/// <param name="WindowFrom">Start of the window, wall time.</param>
/// <param name="WindowTo">End of the window, wall time.</param>
/// <param name="Objectives">In the order written.</param>
public sealed record AgreementStatus(
    string Name,
    string Service,
    Audience Audience,
    AgreementScope Scope,
    ObjectiveStatusKind Status,
    DateTimeOffset WindowFrom,
    DateTimeOffset WindowTo,
    EquatableArray<ObjectiveStatus> Objectives)
{
    /// <summary>The calendar whose period the window is; null for a window that moves.</summary>
    public CalendarWindow? Calendar { get; init; }

    /// <summary>The final figures of the last period that is over; null where there is none.</summary>
    public ClosedPeriod? LastPeriod { get; init; }
}
