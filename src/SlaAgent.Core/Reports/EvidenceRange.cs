namespace SlaAgent.Core.Reports;

/// <summary>Which part of the record a report rests on.</summary>
public sealed record EvidenceRange
{
    /// <summary>Number of the first entry there is; 0 for none.</summary>
    public required long First { get; init; }

    /// <summary>Number of the last; 0 for none.</summary>
    public required long Last { get; init; }

    /// <summary>Hash of the last: whoever keeps it can later see that nothing before it was changed. Null for an empty record.</summary>
    public required string? Head { get; init; }

    /// <summary>Hours in the period that were counted and are not on the record yet.</summary>
    public required int OpenHours { get; init; }

    /// <summary>What checking the chain came to; null where it was not checked.</summary>
    public ChainFinding? Chain { get; init; }
}
