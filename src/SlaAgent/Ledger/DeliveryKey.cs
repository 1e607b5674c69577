namespace SlaAgent.Ledger;

/// <summary>Which incident is owed to which address of which receiver.</summary>
/// <param name="Receiver">Name of the receiver.</param>
/// <param name="Address">The address without secrets; empty for what the receiver as a whole has accepted.</param>
/// <param name="Incident">Id of the incident.</param>
internal readonly record struct DeliveryKey(string Receiver, string Address, string Incident);
