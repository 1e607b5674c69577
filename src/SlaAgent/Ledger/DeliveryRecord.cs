namespace SlaAgent.Ledger;

/// <summary>How far the delivery of one incident to one address has come.</summary>
/// <param name="Key">What is delivered where.</param>
/// <param name="FiringAccepted">When it was first accepted as firing; null for not yet.</param>
/// <param name="ResolvedAccepted">When it was first accepted as resolved; null for not yet.</param>
/// <param name="LastSent">When it was last accepted in either form; null for never.</param>
/// <param name="Rejected">Why the address will not have it; null where it has not refused.</param>
/// <param name="AcknowledgedAccepted">When it was first accepted that somebody has taken the incident on; null for not yet.</param>
internal sealed record DeliveryRecord(
    DeliveryKey Key,
    DateTimeOffset? FiringAccepted = null,
    DateTimeOffset? ResolvedAccepted = null,
    DateTimeOffset? LastSent = null,
    string? Rejected = null,
    DateTimeOffset? AcknowledgedAccepted = null);
