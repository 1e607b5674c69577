namespace SlaAgent.Core.Contracts;

/// <summary>How far the distribution of predictions may be from that of the reference run before it is a sign that something changed.</summary>
/// <param name="StabilityIndex">Largest population stability index, after the part that the size of the samples alone explains; null for not looking at it.</param>
/// <param name="JensenShannon">Largest Jensen-Shannon distance (base 2, 0 to 1), likewise; null for not looking at it.</param>
public sealed record DriftLimits(double? StabilityIndex, double? JensenShannon)
{
    /// <summary>The usual limits: an index above 0.2 is what practice calls a significant shift.</summary>
    public static readonly DriftLimits Default = new(0.2, null);
}
