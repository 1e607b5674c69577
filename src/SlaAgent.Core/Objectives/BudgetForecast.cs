namespace SlaAgent.Core.Objectives;

/// <summary>
/// How many bad events a period will have come to at its end, by what it has come to so far. Events go on at the pace so far. The share of them that will be bad
/// is the one so far, with Jeffreys' prior of half a bad event, because none so far does not mean that none will come; the count to come has the variance of a
/// quasi-binomial prediction, φ·m·p·(1 − p)·(1 + m/n) (McCullagh and Nelder, Generalized Linear Models, 2nd edition, section 4.5, with the term of a new
/// sample beside that of the estimate), where φ is the dispersion of the bad events of an hour: outages come in bursts, and counts that come in bursts say less
/// than their number. The quantiles are those of the gamma distribution with that mean and variance, by Wilson and Hilferty's approximation. An outage of a
/// kind that has not come in the period yet is in no forecast.
/// </summary>
/// <param name="Expected">Bad events at the end, at the pace so far.</param>
/// <param name="Lower">The 5% quantile.</param>
/// <param name="Upper">The 95% quantile.</param>
internal readonly record struct BudgetForecast(double Expected, double Lower, double Upper)
{
    private const double NinetyFivePercent = 1.6448536269514722;

    /// <summary>The forecast; null without events, or before any time has passed.</summary>
    /// <param name="bad">Bad events so far.</param>
    /// <param name="events">Events so far.</param>
    /// <param name="elapsed">Time in which they came, in any unit.</param>
    /// <param name="whole">Time of the whole period, in the same unit.</param>
    /// <param name="dispersion">Variance ÷ mean of the bad events of an hour; at least 1.</param>
    public static BudgetForecast? Of(double bad, double events, long elapsed, long whole, double dispersion)
    {
        if (events <= 0 || elapsed <= 0 || bad < 0 || bad > events)
        {
            return null;
        }

        var coming = Math.Max(0, events * (whole - elapsed) / elapsed);
        var expected = bad + (coming * bad / events);
        if (coming == 0)
        {
            return new(bad, bad, bad);
        }

        var share = (bad + 0.5) / (events + 1);
        var mean = coming * share;
        var variance = dispersion * mean * (1 - share) * (1 + (coming / (events + 1)));
        return new(
            expected,
            bad + Math.Min(Quantile(mean, variance, -NinetyFivePercent), expected - bad),
            bad + Math.Min(coming, Math.Max(Quantile(mean, variance, NinetyFivePercent), expected - bad)));
    }

    private static double Quantile(double mean, double variance, double z)
    {
        // Where everything is bad nothing varies.
        if (variance <= 0)
        {
            return mean;
        }

        var shape = mean * mean / variance;
        var root = 1 - (1 / (9 * shape)) + (z / (3 * Math.Sqrt(shape)));
        return root <= 0 ? 0 : mean * root * root * root;
    }
}
