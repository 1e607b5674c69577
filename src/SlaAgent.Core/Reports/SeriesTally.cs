using System.Buffers;
using SlaAgent.Core.Contracts;
using SlaAgent.Core.Evidence;
using SlaAgent.Core.Objectives;
using SlaAgent.Core.Windows;

namespace SlaAgent.Core.Reports;

/// <summary>What hours of a series add up to, less what adjustments took out.</summary>
internal sealed class SeriesTally
{
    private readonly SortedDictionary<string, long> _reasons = new(StringComparer.Ordinal);
    private readonly LatencyHistogram _latencies = new();
    private readonly LatencyHistogram _taken = new();

    public long Good { get; private set; }

    public long Bad { get; private set; }

    public long Events => Good + Bad;

    public TimeSpan Covered { get; private set; }

    public TimeSpan Waived { get; private set; }

    /// <summary>Whether latencies of an hour are not in the agent's form.</summary>
    public bool IsDamaged { get; private set; }

    /// <summary>Adds what was counted.</summary>
    public void Add(SeriesHour hour)
    {
        Good += hour.Good;
        Bad += hour.Bad;
        Covered += hour.Covered;
        Waived += hour.Waived;
        AddReasons(hour, 1);
    }

    /// <summary>Adds the latencies of an hour, or takes them out: apart, because reading them is most of the work, and not every sum is asked for them.</summary>
    public void AddLatencies(in CountedHour hour) => Merge(hour.Hour.Latencies, hour.IsTaken ? _taken : _latencies);

    /// <summary>Adds the latencies of another sum.</summary>
    public void AddLatencies(SeriesTally other)
    {
        _latencies.Add(other._latencies);
        _taken.Add(other._taken);
        IsDamaged |= other.IsDamaged;
    }

    /// <summary>Takes out what an adjustment says; the time is then time that does not count.</summary>
    public void Take(SeriesHour taken)
    {
        Good -= taken.Good;
        Bad -= taken.Bad;
        Covered -= taken.Covered;
        Waived += taken.Waived;
        AddReasons(taken, -1);
    }

    /// <summary>The counts as figures.</summary>
    public ObjectiveFigures Figures(long parts, TimeSpan countable)
    {
        var (good, events) = ((decimal)Good / parts, (decimal)Events / parts);
        var interval = Events > 0 ? WilsonInterval.Of((double)Good / Events, (double)events, WilsonInterval.NinetyFivePercent) : ((double Lower, double Upper)?)null;
        return new()
        {
            Good = good, Events = events, Covered = Covered, Waived = Waived, Countable = countable,
            Lower = Good == 0 ? (Events > 0 ? 0 : null) : interval?.Lower, Upper = Bad == 0 ? (Events > 0 ? 1 : null) : interval?.Upper,
        };
    }

    /// <summary>Percentiles; null where there are no latencies.</summary>
    public LatencyFigures? Latencies(decimal? promised)
    {
        var sum = new LatencyHistogram();
        sum.Add(_latencies);
        if (!TakeOut(sum) || sum.IsEmpty)
        {
            return null;
        }

        return new()
        {
            Measured = sum.Finite, Failed = sum.Infinite, P50 = sum.Quantile(0.5m), P95 = sum.Quantile(0.95m), P99 = sum.Quantile(0.99m),
            Promised = promised is { } q ? sum.Quantile(q) : null,
        };
    }

    /// <summary>Why events were bad, the commonest first.</summary>
    public EquatableArray<FailureCause> Causes(double? budgetSpent)
    {
        var named = _reasons.Where(reason => reason.Value > 0).Select(reason => new ReasonCount(reason.Key, reason.Value)).ToList();
        if (named.Count == 0 && Bad > 0)
        {
            named.Add(new("unknown", Bad));
        }

        var all = (double)named.Sum(reason => reason.Count);
        var failed = Events > 0 ? Covered * ((double)Bad / Events) : TimeSpan.Zero;
        return
        [
            .. named.OrderByDescending(reason => reason.Count).ThenBy(reason => reason.Reason, StringComparer.Ordinal)
                .Select(reason => new FailureCause(reason.Reason, reason.Count, reason.Count / all, reason.Count / all * budgetSpent, failed * (reason.Count / all))),
        ];
    }

    private void AddReasons(SeriesHour hour, int sign)
    {
        foreach (var (reason, count) in hour.Reasons)
        {
            _reasons[reason] = _reasons.GetValueOrDefault(reason) + (sign * count);
        }
    }

    private void Merge(string? text, LatencyHistogram into)
    {
        if (text is null)
        {
            return;
        }

        var bytes = ArrayPool<byte>.Shared.Rent(text.Length);
        IsDamaged |= !Convert.TryFromBase64String(text, bytes, out var length) || !LatencyHistogramCodec.TryAdd(bytes.AsSpan(0, length), into);
        ArrayPool<byte>.Shared.Return(bytes);
    }

    /// <summary>False where more was taken out than there was, so that nothing can be said.</summary>
    private bool TakeOut(LatencyHistogram sum)
    {
        var (first, end) = _taken.Range;
        for (var bucket = first; bucket < end; bucket++)
        {
            if (_taken.CountOf(bucket) > sum.CountOf(bucket))
            {
                return false;
            }
        }

        if (_taken.Infinite > sum.Infinite)
        {
            return false;
        }

        sum.Subtract(_taken);
        return true;
    }
}
