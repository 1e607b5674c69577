namespace SlaAgent.Core.Snapshots;

/// <summary>The verdict on an objective.</summary>
public enum ObjectiveStatusKind
{
    /// <summary>The promise is kept.</summary>
    Ok,

    /// <summary>Kept so far, and the budget burns too fast, or the score may be below its goal.</summary>
    AtRisk,

    /// <summary>Broken: more bad events than the window's whole budget allows, or a score that missed its goal again and again.</summary>
    Breached,

    /// <summary>Not enough is known.</summary>
    Unknown,

    /// <summary>In a time that does not count.</summary>
    Excluded,
}
