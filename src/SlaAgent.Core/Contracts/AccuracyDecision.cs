namespace SlaAgent.Core.Contracts;

/// <summary>Which value of a score is held against its goal.</summary>
public enum AccuracyDecision
{
    /// <summary>Breached when the whole interval is on the wrong side, ok when the point is on the right one, and at risk between.</summary>
    Interval,

    /// <summary>The score itself, whatever its interval.</summary>
    Point,

    /// <summary>The interval's lower end.</summary>
    LowerBound,

    /// <summary>The interval's upper end.</summary>
    UpperBound,
}
