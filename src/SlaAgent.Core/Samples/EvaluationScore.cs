namespace SlaAgent.Core.Samples;

/// <summary>One score of a run, with its interval.</summary>
public sealed record EvaluationScore
{
    /// <summary>Which score; one of <see cref="Accuracy.ScoreName"/>.</summary>
    public required string Metric { get; init; }

    /// <summary>The score; null where it is not defined for these examples.</summary>
    public required double? Value { get; init; }

    /// <summary>Why there is no value, no interval, or another interval than usual, in a few words; null where there is nothing to say.</summary>
    public string? Reason { get; init; }

    /// <summary>Two-sided confidence of the interval.</summary>
    public required decimal Confidence { get; init; }

    /// <summary>Lower end of the interval; null where there is none.</summary>
    public double? Lower { get; init; }

    /// <summary>Upper end of the interval; null where there is none.</summary>
    public double? Upper { get; init; }

    /// <summary>How the interval was made: <c>wilson</c>, <c>bca</c> or <c>order-statistics</c>; null without one.</summary>
    public string? Method { get; init; }

    /// <summary>Of a proportion: examples that count as good; null for other scores.</summary>
    public long? Good { get; init; }

    /// <summary>Of a proportion: examples it is a share of (those of the positive class, for recall); null for other scores.</summary>
    public long? Of { get; init; }
}
