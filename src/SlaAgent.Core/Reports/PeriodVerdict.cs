namespace SlaAgent.Core.Reports;

/// <summary>What a promise came to in a period.</summary>
public enum PeriodVerdict
{
    /// <summary>Too little was measured to say.</summary>
    NotJudged,

    /// <summary>It was kept; so far, where the period is not over.</summary>
    Met,

    /// <summary>It was not kept.</summary>
    Breached,
}
