using SlaAgent.Core.Evidence;

namespace SlaAgent.Core.Reports;

/// <summary>What a report is made of.</summary>
public sealed record ReportRequest
{
    /// <summary>Name of the agreement.</summary>
    public required string Agreement { get; init; }

    /// <summary>The time it is about.</summary>
    public required ReportPeriod Period { get; init; }

    /// <summary>The period before it, to compare with; null for none.</summary>
    public ReportPeriod? Previous { get; init; }

    /// <summary>When the report is made: nothing after it is known.</summary>
    public required DateTimeOffset Now { get; init; }

    /// <summary>How far the record goes.</summary>
    public required RecordSpan Record { get; init; }

    /// <summary>Its entries, in order. Hours outside the two periods may be left out, but for the first of each series.</summary>
    public required IReadOnlyList<LedgerEntry> Entries { get; init; }

    /// <summary>What was counted and is not on the record yet.</summary>
    public IReadOnlyList<EvidenceItem.HourClosed> OpenHours { get; init; } = [];

    /// <summary>What checking the chain of the record came to; null where it was not checked.</summary>
    public ChainFinding? Chain { get; init; }
}
