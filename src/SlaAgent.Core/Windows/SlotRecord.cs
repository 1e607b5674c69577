namespace SlaAgent.Core.Windows;

/// <summary>
/// What one series counted in one slot of time: the unit in which counts are made durable. Records of the same series and slot add up.
/// </summary>
/// <param name="Series">Key of the series: objective and indicator, so that a changed indicator is another series.</param>
/// <param name="Start">Start of the slot, wall time, a multiple of <see cref="Length"/> since 0001-01-01.</param>
/// <param name="Length">Length of the slot.</param>
/// <param name="Good">Good events.</param>
/// <param name="Bad">Bad events.</param>
/// <param name="Covered">Time that was measured.</param>
/// <param name="Waived">Time that does not count: starting, draining, sleeping, excluded.</param>
/// <param name="Latencies">Counts by histogram bucket, sparse and serialised; empty where the series has none.</param>
public sealed record SlotRecord(
    string Series,
    DateTimeOffset Start,
    TimeSpan Length,
    long Good,
    long Bad,
    TimeSpan Covered,
    TimeSpan Waived,
    ReadOnlyMemory<byte> Latencies)
{
    /// <summary>Why events were bad, in the form of <see cref="SlotReasons"/>; empty where none were.</summary>
    public string Reasons { get; init; } = "";
}
