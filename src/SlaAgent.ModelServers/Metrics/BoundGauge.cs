using SlaAgent.Core.Contracts;

namespace SlaAgent.ModelServers.Metrics;

/// <summary>A gauge, among the series that are followed.</summary>
internal sealed class BoundGauge(GaugeMapping mapping, SeriesIndex index)
{
    private readonly BoundSource _source = new(mapping.Source, index, isHistogram: false);

    /// <summary>Whether the reading told it: it was there, or declared.</summary>
    public bool IsTold(long reading) => _source.IsTold(reading);

    /// <summary>What the reading said; null where it said nothing, or nothing that is a number.</summary>
    public double? Value(long reading)
    {
        var (sum, count) = (0.0, 0);
        foreach (var series in _source.SeriesIn(reading))
        {
            var value = ((ValueSeries)series).Value;
            if (double.IsFinite(value))
            {
                sum += value;
                count++;
            }
        }

        return count == 0 ? null : mapping.IsShare ? sum / count : sum;
    }
}
