using System.Collections.Immutable;

namespace SlaAgent.DemoServer.Serving;

/// <summary>What one model has really served: counters, gauges, and the histograms that the metrics page needs.</summary>
/// <param name="model">The model's name.</param>
/// <param name="histograms">The histograms.</param>
/// <param name="capacity">Inferences that fill the server.</param>
internal sealed class ModelTotals(string model, IEnumerable<HistogramSpec> histograms, int capacity)
{
    private readonly Lock _sync = new();
    private readonly ImmutableArray<(HistogramSpec Spec, BucketCounts Counts)> _histograms = [.. histograms.Select(spec => (spec, new BucketCounts(spec.Bounds)))];
    private readonly long[] _outcomes = new long[Enum.GetValues<ServedOutcome>().Length];
    private readonly double[] _sums = new double[Enum.GetValues<Measure>().Length];
    private readonly long[] _counts = new long[Enum.GetValues<Measure>().Length];
    private readonly double[] _latest = new double[Enum.GetValues<Measure>().Length];
    private long _promptTokens;
    private long _cachedTokens;
    private long _outputTokens;
    private int _waiting;
    private int _running;

    public string Model => model;

    public long PromptTokens => Read(ref _promptTokens);

    public long CachedTokens => Read(ref _cachedTokens);

    public long OutputTokens => Read(ref _outputTokens);

    public int Waiting => Volatile.Read(ref _waiting);

    public int Running => Volatile.Read(ref _running);

    /// <summary>How full the server is with it, 0 to 1.</summary>
    public double Occupancy => Math.Min(1, (double)Running / capacity);

    /// <summary>Inferences that were answered.</summary>
    public long Answered => Ended(ServedOutcome.Completed) + Ended(ServedOutcome.CutShort);

    /// <summary>All that have ended.</summary>
    public long Ended() => Enum.GetValues<ServedOutcome>().Sum(Ended);

    public long Ended(ServedOutcome outcome) => Read(ref _outcomes[(int)outcome]);

    /// <summary>Sum of a measure over all answered inferences, in seconds or tokens.</summary>
    public double Sum(Measure measure)
    {
        lock (_sync)
        {
            return _sums[(int)measure];
        }
    }

    public long Count(Measure measure) => Read(ref _counts[(int)measure]);

    /// <summary>The latest value of a measure, in seconds or tokens; 0 before the first.</summary>
    public double Latest(Measure measure)
    {
        lock (_sync)
        {
            return _latest[(int)measure];
        }
    }

    /// <summary>A copy of the histogram of <paramref name="spec"/>.</summary>
    public BucketCounts Histogram(HistogramSpec spec)
    {
        lock (_sync)
        {
            return _histograms.First(entry => ReferenceEquals(entry.Spec, spec)).Counts.Plus(new BucketCounts(spec.Bounds));
        }
    }

    public void Arrive() => Interlocked.Increment(ref _waiting);

    public void Start()
    {
        Interlocked.Decrement(ref _waiting);
        Interlocked.Increment(ref _running);
    }

    public void Prefilled(int promptTokens, int cachedTokens)
    {
        lock (_sync)
        {
            _promptTokens += promptTokens;
            _cachedTokens += cachedTokens;
        }
    }

    public void Token()
    {
        lock (_sync)
        {
            _outputTokens++;
        }
    }

    public void Observe(Measure measure, double value)
    {
        lock (_sync)
        {
            _sums[(int)measure] += value;
            _counts[(int)measure]++;
            _latest[(int)measure] = value;
            foreach (var (spec, counts) in _histograms)
            {
                if (spec.Measure == measure)
                {
                    counts.Add(value * spec.Scale);
                }
            }
        }
    }

    public void End(ServedOutcome outcome, bool started)
    {
        Interlocked.Decrement(ref started ? ref _running : ref _waiting);
        lock (_sync)
        {
            _outcomes[(int)outcome]++;
        }
    }

    /// <summary>Begins to count from 0 again, as after a restart.</summary>
    public void Reset()
    {
        lock (_sync)
        {
            Array.Clear(_outcomes);
            Array.Clear(_sums);
            Array.Clear(_counts);
            (_promptTokens, _cachedTokens, _outputTokens) = (0, 0, 0);
            foreach (var (_, counts) in _histograms)
            {
                counts.Reset();
            }
        }
    }

    private long Read(ref long value)
    {
        lock (_sync)
        {
            return value;
        }
    }
}
