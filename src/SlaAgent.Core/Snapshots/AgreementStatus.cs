using SlaAgent.Core.Contracts;

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
    EquatableArray<ObjectiveStatus> Objectives);
