using SlaAgent.Core.Evidence;

namespace SlaAgent.Core.Snapshots;

/// <summary>Which period of an agreement was judged, so that a restart closes it where it is over by then.</summary>
/// <param name="Agreement">The agreement.</param>
/// <param name="From">When the period began, wall time.</param>
/// <param name="Last">The final figures of the one before; null where there was none.</param>
public sealed record PastPeriod(string Agreement, DateTimeOffset From, ClosedPeriod? Last);
