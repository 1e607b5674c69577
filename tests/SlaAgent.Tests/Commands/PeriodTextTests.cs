using SlaAgent.Commands;
using SlaAgent.Http;

namespace SlaAgent.Tests.Commands;

public sealed class PeriodTextTests
{
    private static readonly DateTimeOffset March = new(2026, 2, 28, 23, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset April = new(2026, 3, 31, 22, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_period_is_told_with_what_is_spent_what_to_expect_and_what_the_one_before_came_to()
    {
        var agreement = Agreement(new("calendar", March, April, "month", "Europe/Berlin"), new(446.4, 90, 120.25, 95, 160)) with
        {
            LastPeriod = new(March.AddDays(-28), March, [new("availability", 40_300, 40_320, 40_300 / 40_320.0, 0.998, "ok"), new("accuracy", 0, 0, null, null, "unknown")]),
        };
        Assert.Equal(
            """
            gold: the month from 2026-02-28 23:00:00Z to 2026-03-31 22:00:00Z (Europe/Berlin)
              availability: 90 of 446.4 bad events spent, 120.3 to be expected by the end (95 to 160 with 90% confidence)
              the month before, from 2026-01-31 23:00:00Z to 2026-02-28 23:00:00Z: availability ok (99.950% of 40320), accuracy unknown
            """,
            string.Join('\n', PeriodText.Lines(agreement)));
    }

    [Fact]
    public void Before_the_first_event_there_is_nothing_to_expect() =>
        Assert.Equal("  availability: 0 of 0 bad events spent", PeriodText.Lines(Agreement(new("calendar", March, April, "month", "UTC"), new(0, 0, null, null, null))).Last());

    [Fact]
    public void Of_a_window_that_moves_there_is_nothing_to_say() => Assert.Empty(PeriodText.Lines(Agreement(new("rolling", March, April), new(446.4, 90, null, null, null))));

    private static ApiAgreement Agreement(ApiWindow window, ApiBudget budget) => new("gold", "external", "chat", "service", "ok", window, [StatusTableTests.Objective with { Name = "availability", Budget = budget }]);
}
