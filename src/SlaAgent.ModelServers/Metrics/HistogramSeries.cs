using SlaAgent.Core.Contracts;

namespace SlaAgent.ModelServers.Metrics;

/// <summary>
/// A histogram's series. Servers write their buckets down one after the other while requests end, so that a larger bucket may lag behind a smaller
/// one: each is taken to hold at least what the one before holds, and that is what the next reading is compared with, so nothing is counted twice.
/// </summary>
internal sealed class HistogramSeries : TrackedSeries
{
    /// <summary>Most buckets of one histogram.</summary>
    public const int MaxBuckets = 512;

    private readonly List<(double Bound, double Count)> _now = [];
    private double[] _bounds = [];
    private long[] _totals = [];
    private long[] _totalsBefore = [];
    private long[] _increase = [];
    private double _sum;
    private double _sumNow = double.NaN;
    private double _countNow = double.NaN;
    private bool _outOfOrder;

    /// <summary>Upper bounds in the server's unit, without the infinite one.</summary>
    public EquatableArray<double> UpperBounds { get; private set; }

    /// <summary>How many fell in each bucket since the reading before; null where there is nothing to compare.</summary>
    /// <remarks>The next reading writes over it.</remarks>
    public long[]? Increase { get; private set; }

    /// <summary>By how much the sum grew, in the server's unit; NaN where the server says nothing of it.</summary>
    public double SumIncrease { get; private set; }

    /// <inheritdoc />
    public override bool Take(SeriesRole role, double bound, double value, long reading)
    {
        if (role == SeriesRole.Created)
        {
            return TakeCreated(value);
        }

        if (SeenIn != reading)
        {
            _now.Clear();
            (SeenIn, _sumNow, _countNow, _outOfOrder) = (reading, double.NaN, double.NaN, false);
        }

        return role switch
        {
            SeriesRole.Bucket => TakeBucket(bound, value),
            SeriesRole.Sum => TakeOnce(ref _sumNow, value),
            _ => TakeOnce(ref _countNow, value),
        };
    }

    /// <inheritdoc />
    protected override void Compare(bool baseline, bool begunAnew)
    {
        Increase = null;
        if (!Complete())
        {
            Forget();
            return;
        }

        var same = _bounds.Length == _now.Count && IsSameBounds();
        if (!same)
        {
            TakeBounds();
        }

        (_totals, _totalsBefore) = (_totalsBefore, _totals);
        ReadTotals();
        var anew = !IsKnown || begunAnew || HasFallen();
        if (!baseline && (same || !IsKnown))
        {
            ReadDifferences(anew);
            SumIncrease = double.IsFinite(_sumNow) ? _sumNow - (anew || !double.IsFinite(_sum) ? 0 : _sum) : double.NaN;
        }

        _sum = _sumNow;
    }

    /// <inheritdoc />
    protected override void NothingSaid() => Increase = null;

    private static bool TakeOnce(ref double field, double value)
    {
        if (!double.IsNaN(field))
        {
            return false;
        }

        field = value;
        return true;
    }

    private void ReadDifferences(bool anew)
    {
        // The infinite bucket says how many there were; no other may say more, however they were written down.
        var all = _totals[^1] - (anew ? 0 : _totalsBefore[^1]);
        var smaller = 0L;
        for (var i = 0; i < _totals.Length; i++)
        {
            var grown = Math.Clamp(_totals[i] - (anew ? 0 : _totalsBefore[i]), smaller, all);
            _increase[i] = grown - smaller;
            smaller = grown;
        }

        Increase = _increase;
    }

    private bool TakeBucket(double bound, double value)
    {
        if (double.IsNaN(bound) || !(value >= 0) || _now.Count >= MaxBuckets)
        {
            return false;
        }

        if (_now.Count > 0 && _now[^1].Bound >= bound)
        {
            if (HasBound(bound))
            {
                return false;
            }

            _outOfOrder = true;
        }

        _now.Add((bound, value));
        return true;
    }

    private bool HasBound(double bound)
    {
        foreach (var (other, _) in _now)
        {
            if (other == bound)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether the series says all that a histogram must; the last, infinite bucket may be said by the count.</summary>
    private bool Complete()
    {
        if (_outOfOrder)
        {
            _now.Sort((a, b) => a.Bound.CompareTo(b.Bound));
        }

        if (_now.Count == 0)
        {
            return false;
        }

        if (double.IsPositiveInfinity(_now[^1].Bound))
        {
            return true;
        }

        _now.Add((double.PositiveInfinity, _countNow));
        return _countNow >= 0;
    }

    private bool IsSameBounds()
    {
        for (var i = 0; i < _bounds.Length; i++)
        {
            if (_bounds[i] != _now[i].Bound)
            {
                return false;
            }
        }

        return true;
    }

    private void ReadTotals()
    {
        var smaller = 0L;
        for (var i = 0; i < _totals.Length; i++)
        {
            smaller = Math.Max(smaller, (long)Math.Min(_now[i].Count, 1L << 53));
            _totals[i] = smaller;
        }
    }

    private bool HasFallen()
    {
        for (var i = 0; i < _totals.Length; i++)
        {
            if (_totals[i] < _totalsBefore[i])
            {
                return true;
            }
        }

        return false;
    }

    private void TakeBounds()
    {
        _bounds = [.. _now.Select(b => b.Bound)];
        UpperBounds = [.. _bounds.AsSpan(0, _bounds.Length - 1)];
        (_totals, _totalsBefore, _increase) = (new long[_bounds.Length], new long[_bounds.Length], new long[_bounds.Length]);
    }

    private void Forget()
    {
        (_bounds, _totals, _totalsBefore, _sum) = ([], [], [], double.NaN);
        UpperBounds = [];
    }
}
