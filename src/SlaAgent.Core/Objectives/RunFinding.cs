namespace SlaAgent.Core.Objectives;

/// <summary>What a run says to an objective on accuracy.</summary>
internal enum RunFinding
{
    /// <summary>The goal is met, by the whole interval.</summary>
    Proven,

    /// <summary>The goal is met, but not by the whole interval.</summary>
    Met,

    /// <summary>It may be met or not: the interval straddles the goal.</summary>
    Unsure,

    /// <summary>The goal is missed.</summary>
    Missed,

    /// <summary>Nothing: there are too few examples, or no score.</summary>
    Silent,

    /// <summary>Nothing: the run is void.</summary>
    Void,

    /// <summary>Its time does not count.</summary>
    Waived,
}
