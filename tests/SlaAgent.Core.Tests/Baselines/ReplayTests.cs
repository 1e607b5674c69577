using CsCheck;
using SlaAgent.Core.Baselines;

namespace SlaAgent.Core.Tests.Baselines;

public sealed class ReplayTests
{
    [Fact]
    public void The_replay_agrees_with_brute_force() =>
        Gen.Select(Gen.Int[0, 12].Array[30, 120], Gen.Int[1, 40], Gen.Int[0, 2].Select(i => new[] { 0.5m, 0.9m, 0.99m }[i]), Gen.Int[1, 200]).Sample((bad, windowHours, target, minimum) =>
        {
            // 12 is an hour that was not measured, 11 one that is waived.
            var hours = bad.Index().Where(hour => hour.Item != 12).Select(hour => hour.Item == 11
                ? new BaselineHour(History.At(hour.Index), 0, 0, default, TimeSpan.FromHours(1))
                : new BaselineHour(History.At(hour.Index), 10 - Math.Min(hour.Item, 10), Math.Min(hour.Item, 10), TimeSpan.FromHours(1), default)).ToList();
            if (hours.Count == 0)
            {
                return;
            }

            var replay = Replay.Of(hours, target, TimeSpan.FromHours(windowHours), minimum);

            Assert.Equal(BruteForce(hours, target, windowHours, minimum), replay.Breaches.Select(breach => (breach.From, breach.To)));
        }, iter: 500);

    [Fact]
    public void A_breach_is_dated_by_the_hour_that_spent_the_budget_and_lasts_until_it_is_within_it_again()
    {
        // 60 probes an hour and 99%: the window of a day allows 14.4.
        var history = History.Of(1, hour => hour is >= 50 and < 53 ? 6 : 0);

        var replay = Replay.Of(history.Hours, 0.99m, TimeSpan.FromDays(1), 100);

        Assert.Equal([new ReplayBreach(History.At(52), History.At(75))], replay.Breaches);
    }

    private static List<(DateTimeOffset From, DateTimeOffset To)> BruteForce(List<BaselineHour> hours, decimal target, int windowHours, int minimum)
    {
        var found = new List<(DateTimeOffset From, DateTimeOffset To)>();
        DateTimeOffset? since = null;
        var (began, end) = (hours[0].Start, hours[^1].Start.AddHours(1));
        for (var at = began.AddHours(1); at <= end; at = at.AddHours(1))
        {
            var inside = hours.FindAll(hour => hour.Start < at && hour.Start >= at.AddHours(-windowHours));
            var (good, bad) = (inside.Sum(hour => hour.Good), inside.Sum(hour => hour.Bad));
            var waived = inside.Count(hour => hour.Waived > TimeSpan.Zero);
            var elapsed = (decimal)Math.Min((at - began).TotalHours, windowHours) - waived;
            if (elapsed <= 0 || good + bad == 0 || good + bad < minimum || inside.Count - waived < 0.9m * elapsed)
            {
                continue;
            }

            // bad > allowed, both multiplied by elapsed.
            var exceeds = bad * elapsed > (1 - target) * (good + bad) * (windowHours - waived);
            if (exceeds)
            {
                since ??= at.AddHours(-1);
            }
            else if (since is { } from)
            {
                found.Add((from, at));
                since = null;
            }
        }

        if (since is { } open)
        {
            found.Add((open, end));
        }

        return found;
    }
}
