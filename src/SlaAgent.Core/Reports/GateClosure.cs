namespace SlaAgent.Core.Reports;

/// <summary>Time in which the deployment gate was closed.</summary>
/// <param name="From">Since when.</param>
/// <param name="To">Until when; null while it is.</param>
/// <param name="Because">Why.</param>
public sealed record GateClosure(DateTimeOffset From, DateTimeOffset? To, string Because);
