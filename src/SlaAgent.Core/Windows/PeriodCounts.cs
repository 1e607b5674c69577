using SlaAgent.Core.Time;

namespace SlaAgent.Core.Windows;

/// <summary>What was counted in one period, and the bad events of each of its hours.</summary>
internal sealed class PeriodCounts
{
    // An hour in eight bytes: 70 KiB for a year, and nothing for a period without a bad event.
    private long[] _bad = [];
    private long _first;
    private double _squares;

    public SlotSums Sum { get; private set; }

    public void Add(Instant at, in SlotSums counts)
    {
        Sum += counts;
        if (counts.Bad != 0)
        {
            AddBad(at.Ticks / TimeSpan.TicksPerHour, counts.Bad);
        }
    }

    /// <summary>Variance ÷ mean of the bad events of an hour, at least 1; 1 before a second hour has begun, and where nothing was bad.</summary>
    public double Dispersion(TimeSpan elapsed)
    {
        var hours = Math.Ceiling(elapsed / TimeSpan.FromHours(1));
        if (hours < 2 || Sum.Bad <= 0)
        {
            return 1;
        }

        var mean = Sum.Bad / hours;
        var variance = Math.Max(0, _squares - (mean * Sum.Bad)) / (hours - 1);
        return Math.Max(1, variance / mean);
    }

    private void AddBad(long hour, long bad)
    {
        if (_bad.Length == 0)
        {
            (_bad, _first) = (new long[1], hour);
        }

        if (hour < _first)
        {
            var grown = new long[_bad.Length + (_first - hour)];
            _bad.CopyTo(grown, _first - hour);
            (_bad, _first) = (grown, hour);
        }
        else if (hour - _first >= _bad.Length)
        {
            Array.Resize(ref _bad, (int)Math.Max(hour - _first + 1, Math.Min(_bad.Length * 2L, 24 * 366)));
        }

        ref var known = ref _bad[hour - _first];
        _squares += ((double)(known + bad) * (known + bad)) - ((double)known * known);
        known += bad;
    }
}
