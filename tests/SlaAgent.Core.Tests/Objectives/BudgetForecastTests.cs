using CsCheck;
using SlaAgent.Core.Objectives;

namespace SlaAgent.Core.Tests.Objectives;

public sealed class BudgetForecastTests
{
    private static readonly Gen<(long Bad, long Events, long Elapsed, long Whole, double Dispersion)> Cases =
        from events in Gen.Long[1, 1_000_000]
        from bad in Gen.Long[0, events]
        from whole in Gen.Long[1, 1_000_000]
        from elapsed in Gen.Long[1, whole]
        from dispersion in Gen.Double[1, 500]
        select (bad, events, elapsed, whole, dispersion);

    [Fact]
    public void The_interval_holds_the_expected_count_begins_with_what_is_spent_and_ends_with_what_can_come() => Cases.Sample(c =>
    {
        var forecast = BudgetForecast.Of(c.Bad, c.Events, c.Elapsed, c.Whole, c.Dispersion)!.Value;
        var coming = (double)c.Events * (c.Whole - c.Elapsed) / c.Elapsed;
        return c.Bad <= forecast.Lower && forecast.Lower <= forecast.Expected && forecast.Expected <= forecast.Upper
            && forecast.Upper <= c.Bad + (coming * (1 + 1e-9)) + 1e-9 && double.IsFinite(forecast.Upper);
    });

    [Fact]
    public void At_the_end_nothing_is_uncertain_any_more() =>
        Assert.Equal(new BudgetForecast(7, 7, 7), BudgetForecast.Of(7, 1000, 30, 30, 12));

    [Fact]
    public void None_so_far_does_not_mean_that_none_will_come()
    {
        var forecast = BudgetForecast.Of(0, 1000, 10, 30, 1)!.Value;
        Assert.Equal((0.0, 0.0), (forecast.Expected, forecast.Lower));
        Assert.InRange(forecast.Upper, 2, 8);
    }

    [Fact]
    public void More_dispersion_is_less_certainty_and_more_time_gone_is_more()
    {
        double Width(double dispersion, long elapsed) => BudgetForecast.Of(10 * elapsed, 1000 * elapsed, elapsed, 30, dispersion) is { } f ? f.Upper - f.Lower : double.NaN;
        Assert.True(Width(20, 10) > 2 * Width(1, 10));
        Assert.True(Width(5, 10) > Width(5, 20) && Width(5, 20) > Width(5, 29));
    }

    [Theory]
    [InlineData(0.001, 1)]
    [InlineData(0.04, 60)]
    public void About_nine_of_ten_months_end_within_the_interval(double share, int burst)
    {
        // A third of the month is over: 240 hours of 60 events, of which bad ones come in bursts of so many.
        var random = new Random(7);
        var within = 0;
        for (var month = 0; month < 2000; month++)
        {
            var (first, rest, squares) = (0L, 0L, 0.0);
            for (var hour = 0; hour < 720; hour++)
            {
                long bad = 0;
                for (var i = 0; i < 60 / burst; i++)
                {
                    bad += random.NextDouble() < share ? burst : 0;
                }

                (first, rest) = hour < 240 ? (first + bad, rest) : (first, rest + bad);
                squares += hour < 240 ? (double)bad * bad : 0;
            }

            var dispersion = first == 0 ? 1 : Math.Max(1, (squares - ((double)first * first / 240)) / 239 / (first / 240.0));
            var forecast = BudgetForecast.Of(first, 240 * 60, 240, 720, dispersion)!.Value;
            within += first + rest >= Math.Floor(forecast.Lower) && first + rest <= Math.Ceiling(forecast.Upper) ? 1 : 0;
        }

        Assert.InRange(within / 2000.0, 0.84, 0.99);
    }
}
