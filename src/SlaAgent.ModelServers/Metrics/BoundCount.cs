using SlaAgent.Core.Contracts;

namespace SlaAgent.ModelServers.Metrics;

/// <summary>A count, among the series that are followed.</summary>
internal sealed class BoundCount(CountMapping mapping, SeriesIndex index)
{
    private readonly (BoundSource[] Sources, bool IsSubtracted)[] _terms =
        [.. mapping.Terms.Select(term => (term.Sources.Select(source => new BoundSource(source, index, isHistogram: false)).ToArray(), term.IsSubtracted))];

    /// <summary>Whether the reading told it: its first metric was there.</summary>
    public bool IsTold(long reading) => _terms[0].Sources[0].IsTold(reading);

    /// <summary>By how much it grew between the reading and the one before.</summary>
    public long Increase(long reading)
    {
        var sum = 0L;
        foreach (var (sources, isSubtracted) in _terms)
        {
            var greatest = sources.Max(source => source.SeriesIn(reading).Sum(series => ((ValueSeries)series).Increase ?? 0));
            sum += isSubtracted ? -greatest : greatest;
        }

        return Math.Max(0, sum);
    }
}
