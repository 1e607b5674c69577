namespace SlaAgent.Core.Reports;

/// <summary>How time came not to count.</summary>
public enum ExclusionKind
{
    /// <summary>The agreement itself excludes it.</summary>
    Agreed,

    /// <summary>It was announced in time.</summary>
    Announced,

    /// <summary>Someone paused the counting.</summary>
    ByHand,

    /// <summary>It was taken out after it had been counted.</summary>
    AfterTheFact,
}
