namespace SlaAgent.Core.Contracts;

/// <summary>How something that goes up and down is shown.</summary>
/// <param name="Source">The gauge.</param>
/// <param name="IsShare">Whether it is a share from 0 to 1: of several series the mean is taken, and not the sum.</param>
public sealed record GaugeMapping(MetricSource Source, bool IsShare = false)
{
    /// <summary>As people read it.</summary>
    public override string ToString() => $"{Source}";
}
