using SlaAgent.Core.Samples;

namespace SlaAgent.Core.Tests.ThirteenMonths;

/// <summary>The same year reckoned cell by cell, by arrays and nothing of the agent's own.</summary>
internal sealed class BruteForce
{
    private readonly ProbedYear _year;
    private readonly bool[] _isExcluded;
    private readonly bool[] _isMeasured;
    private readonly int[] _adjustedAt;

    public BruteForce(ProbedYear year)
    {
        _year = year;
        _isExcluded = new bool[year.Outcomes.Length];
        _isMeasured = new bool[year.Outcomes.Length];
        _adjustedAt = new int[year.Outcomes.Length];
        Array.Fill(_isMeasured, true);
        Array.Fill(_adjustedAt, int.MaxValue);
        year.Pauses.ForEach(pause => Array.Fill(_isExcluded, true, pause.From, pause.To - pause.From));
        year.Downtimes.ForEach(down => Array.Fill(_isMeasured, false, down.From, down.To - down.From));
        year.Adjusted.ForEach(adjusted => Array.Fill(_adjustedAt, adjusted.At, adjusted.From, adjusted.To - adjusted.From));
        foreach (var span in year.Spans.Where(span => span.Agreement == "gold"))
        {
            Array.Fill(_isExcluded, true, ProbedYear.CellOf(span.From), ProbedYear.CellOf(span.To) - ProbedYear.CellOf(span.From));
        }
    }

    /// <summary>Good events and all events of the cells from one to another, as known at a cell; for latency, good ones are fast too.</summary>
    public (long Good, long Events) Count(int from, int to, int knownAt, bool isLatency)
    {
        var (good, events) = (0L, 0L);
        for (var cell = Math.Max(0, from); cell < to; cell++)
        {
            if (_isMeasured[cell] && !_isExcluded[cell] && _adjustedAt[cell] > knownAt)
            {
                events++;
                good += _year.Outcomes[cell] == Outcome.Success && !(isLatency && _year.IsSlow[cell]) ? 1 : 0;
            }
        }

        return (good, events);
    }

    /// <summary>Measured time ÷ time that counts.</summary>
    public double Coverage(int from, int to)
    {
        var (measured, countable) = (0, 0);
        for (var cell = from; cell < to; cell++)
        {
            var counts = !_isExcluded[cell] && _adjustedAt[cell] > to;
            countable += counts ? 1 : 0;
            measured += counts && _isMeasured[cell] ? 1 : 0;
        }

        return (double)measured / countable;
    }

    /// <summary>The share of the fee, by dividing.</summary>
    public static decimal Credit(long good, long events)
    {
        var achieved = (decimal)good / events;
        return achieved < 0.95m ? 1m : achieved < 0.99m ? 0.25m : achieved < 0.999m ? 0.1m : 0m;
    }
}
