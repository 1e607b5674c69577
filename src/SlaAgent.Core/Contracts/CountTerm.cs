namespace SlaAgent.Core.Contracts;

/// <summary>A part of a count.</summary>
/// <param name="Sources">Counts of the same things, seen from several sides; the greatest counts, so that nothing is counted twice.</param>
/// <param name="IsSubtracted">Whether it is taken away from the others.</param>
public sealed record CountTerm(EquatableArray<MetricSource> Sources, bool IsSubtracted = false)
{
    /// <summary>As PromQL would write it, near enough, for people.</summary>
    public override string ToString() =>
        Sources.Count == 1 ? Sources[0].ToString() : "max(" + string.Join(", ", Sources) + ")";
}
