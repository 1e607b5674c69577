namespace SlaAgent.Notifications;

/// <summary>What one address answered to a test alert.</summary>
/// <param name="Receiver">Name of the receiver.</param>
/// <param name="Address">The address without secrets.</param>
/// <param name="Accepted">Whether it has taken the alert.</param>
/// <param name="Status">HTTP status; null where none came.</param>
/// <param name="Detail">One line for people.</param>
internal sealed record ReceiverTestResult(string Receiver, string Address, bool Accepted, int? Status, string Detail);
