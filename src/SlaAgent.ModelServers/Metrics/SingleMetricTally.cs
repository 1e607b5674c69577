using System.Text;
using SlaAgent.Core.Contracts;
using SlaAgent.ModelServers.Exposition;

namespace SlaAgent.ModelServers.Metrics;

/// <summary>The sum of the series of one metric on one page.</summary>
internal sealed class SingleMetricTally(MetricSource source)
{
    private readonly byte[][] _names = [.. source.Names.Select(Encoding.UTF8.GetBytes)];
    private readonly BoundCondition[] _where = [.. source.Where.Select(condition => new BoundCondition(condition))];
    private readonly (int Count, double Sum)[] _seen = new (int, double)[source.Names.Count];

    /// <summary>What the page said, under the first of the metric's names that it has; null where it said nothing, or nothing that can be a number of anything.</summary>
    public double? Value => Array.Find(_seen, seen => seen.Count > 0) is { Count: > 0, Sum: >= 0 } seen && double.IsFinite(seen.Sum) ? seen.Sum : null;

    /// <summary>Begins another page.</summary>
    public void Restart() => Array.Clear(_seen);

    /// <summary>Takes a sample of the page.</summary>
    public void Take(in ExpositionSample sample)
    {
        if (sample.Part is SeriesPart.Declaration or SeriesPart.Bucket or SeriesPart.Quantile)
        {
            return;
        }

        for (var i = 0; i < _names.Length; i++)
        {
            if (sample.Name.SequenceEqual(_names[i]) && BoundCondition.AllHold(_where, sample.Labels))
            {
                _seen[i] = (_seen[i].Count + 1, _seen[i].Sum + sample.Value);
            }
        }
    }

    /// <summary>What is wrong with the page; null for nothing.</summary>
    public string? Problem() => Value is not null ? null
        : Array.Exists(_seen, seen => seen.Count > 0) ? $"{source} is no number from 0 on"
        : $"{source} is not there";
}
