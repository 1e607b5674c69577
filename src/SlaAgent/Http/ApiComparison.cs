namespace SlaAgent.Http;

/// <summary>How a version of a model compares with the one before it, on the same examples.</summary>
internal sealed record ApiComparison(
    string? VersionBefore,
    long Common,
    long OnlyBefore,
    long OnlyNow,
    double PValue);
