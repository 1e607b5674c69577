using System.Collections.Immutable;

namespace SlaAgent.DemoServer.Serving;

/// <summary>HTTP answers by method, route and status, with their durations. Bounded: routes are the server's own, not the client's paths.</summary>
internal sealed class HttpTotals(ImmutableArray<double> bounds)
{
    private readonly Lock _sync = new();
    private readonly SortedDictionary<(string Method, string Handler, int Status), BucketCounts> _series = [];

    public void Add(string method, string handler, int status, TimeSpan duration)
    {
        lock (_sync)
        {
            if (!_series.TryGetValue((method, handler, status), out var counts))
            {
                _series[(method, handler, status)] = counts = new BucketCounts(bounds);
            }

            counts.Add(duration.TotalSeconds);
        }
    }

    /// <summary>Every series as it is now; seconds.</summary>
    public ImmutableArray<(string Method, string Handler, int Status, BucketCounts Durations)> Read()
    {
        lock (_sync)
        {
            return [.. _series.Select(entry => (entry.Key.Method, entry.Key.Handler, entry.Key.Status, entry.Value.Plus(new BucketCounts(bounds))))];
        }
    }

    public void Reset()
    {
        lock (_sync)
        {
            _series.Clear();
        }
    }
}
