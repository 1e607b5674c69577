namespace SlaAgent.Core.Accuracy;

/// <summary>What one run says about a goal.</summary>
public enum AccuracyFinding
{
    /// <summary>Nothing: the score, or what is decided by, has no value.</summary>
    Unknown,

    /// <summary>The score reaches the goal, and so does the end of its interval that is nearest to it.</summary>
    Proven,

    /// <summary>The score reaches the goal, its interval does not as a whole.</summary>
    Met,

    /// <summary>The score misses the goal, but part of its interval reaches it, or there is none: it may be chance.</summary>
    Straddles,

    /// <summary>What is decided by misses the goal: a breach, when enough runs in a row say so.</summary>
    Missed,
}
