namespace SlaAgent.Core.Adjustments;

/// <summary>Why an adjustment is refused.</summary>
public enum AdjustmentRefusal
{
    /// <summary>What is asked for makes no sense, or cannot be had.</summary>
    Wrong,

    /// <summary>There is no such agreement.</summary>
    Unknown,

    /// <summary>There is nothing (left) to take out.</summary>
    Nothing,
}
