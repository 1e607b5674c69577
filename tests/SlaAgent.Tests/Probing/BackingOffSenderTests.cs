using CsCheck;
using Microsoft.Extensions.Time.Testing;
using SlaAgent.Core.Contracts;
using SlaAgent.Core.Samples;
using SlaAgent.Core.Time;
using SlaAgent.Hosting;
using SlaAgent.Probing;

namespace SlaAgent.Tests.Probing;

public sealed class BackingOffSenderTests
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);
    private static readonly Probe Inference = new("ask", Interval, Interval, new ProbeRequest.Inference { Prompt = "Hi" });

    private static readonly (Outcome, int, TimeSpan?) Good = (Outcome.Success, 200, null);
    private static readonly (Outcome, int, TimeSpan?) Refused = (Outcome.Http429, 429, null);

    [Fact]
    public async Task Without_a_time_to_come_back_one_start_is_held_back_then_two_then_four_up_to_the_longest_wait()
    {
        var results = await RunAsync(40, _ => Refused, new SaturationPolicy(true, TimeSpan.FromSeconds(6), null));

        Assert.Equal("x-x--x----x------x------x------x------x-", Pattern(results));
    }

    [Fact]
    public async Task Never_more_than_ten_starts_are_held_back_in_a_row()
    {
        var results = await RunAsync(60, _ => Refused, new SaturationPolicy(true, TimeSpan.FromHours(1), null));
        Assert.Equal("x-x--x----x--------x----------x----------x----------x-------", Pattern(results));

        results = await RunAsync(25, _ => (Outcome.Http5xx, 503, TimeSpan.FromDays(1)), new SaturationPolicy(true, TimeSpan.FromHours(1), null));
        Assert.Equal("x---------x---------x----", Pattern(results));
    }

    [Fact]
    public async Task The_time_to_come_back_is_kept_and_bounded()
    {
        Assert.Equal("x---x---x---", Pattern(await RunAsync(12, _ => (Outcome.Http429, 429, TimeSpan.FromSeconds(3.5)))));
        Assert.Equal("x--x--x--x--", Pattern(await RunAsync(12, _ => (Outcome.Http5xx, 503, TimeSpan.FromDays(1)), new(true, TimeSpan.FromSeconds(2.5), null))));
        Assert.Equal("xxxxxxxxxxxx", Pattern(await RunAsync(12, _ => (Outcome.Http429, 429, TimeSpan.Zero))));
    }

    [Fact]
    public async Task A_success_ends_it_and_the_next_time_begins_with_one_start()
    {
        // Refused at 0, 2, 5, 10 (holding 1, 2, 4, 8), good from 19 on, refused at 21.
        var results = await RunAsync(26, second => second is < 19 or 21 ? Refused : Good);

        Assert.Equal("x-x--x----x--------.." + "x-...", Pattern(results));
    }

    [Fact]
    public async Task A_503_without_a_time_to_come_back_and_every_other_failure_hold_nothing_back()
    {
        Assert.Equal("xxxxxx", Pattern(await RunAsync(6, _ => (Outcome.Http5xx, 503, null))));
        Assert.Equal("xxxxxx", Pattern(await RunAsync(6, _ => (Outcome.TimeoutTotal, 200, null))));
        Assert.Equal("......", Pattern(await RunAsync(6, _ => (Outcome.Success, 429, null))));
    }

    [Fact]
    public async Task An_interval_longer_than_the_longest_wait_holds_nothing_back() =>
        Assert.Equal("xxxxxx", Pattern(await RunAsync(6, _ => Refused, new(true, TimeSpan.FromMilliseconds(900), null))));

    [Fact]
    public async Task What_is_held_back_is_skipped_says_why_and_the_next_answer_says_how_many()
    {
        var results = await RunAsync(4, _ => Refused);

        Assert.Equal((Outcome.Skipped, true, 0), (results[1].Outcome, results[1].BackedOff, results[1].HeldBefore));
        Assert.Equal("held back: the server said that it is saturated (http_429)", results[1].Detail);
        Assert.Equal(TimeSpan.Zero, results[1].Duration);
        Assert.Equal((Outcome.Http429, false, 1), (results[2].Outcome, results[2].BackedOff, results[2].HeldBefore));
    }

    [Fact]
    public async Task A_queue_over_its_limit_holds_back_but_the_server_is_still_asked_now_and_then()
    {
        var results = await RunAsync(30, _ => Good, new(true, TimeSpan.FromSeconds(4), 100), second => second < 20 ? 101 : 100);

        Assert.Equal("-.--.----.----.----." + "..........", Pattern(results));
        Assert.Equal("held back: 101 requests wait in the server, more than 100", results[0].Detail);
    }

    [Fact]
    public async Task A_queue_that_is_not_known_holds_nothing_back() =>
        Assert.Equal("......", Pattern(await RunAsync(6, _ => Good, new(true, TimeSpan.FromSeconds(4), 1), _ => null)));

    [Fact]
    public void Health_is_always_asked_for_and_so_is_everything_where_backing_off_is_turned_off()
    {
        var clock = new AgentClock(new FakeTimeProvider());
        var service = SchedulerFixture.Service() with { Server = "vllm" };
        var sender = new AnsweringSender("chat", Inference, _ => Good);

        Assert.Same(sender, BackingOffSender.Around(sender, service, SchedulerFixture.Probe("ready"), clock, () => null));
        Assert.Same(sender, BackingOffSender.Around(sender, service with { Saturation = new(false, Interval, null) }, Inference, clock, () => null));
        Assert.IsType<BackingOffSender>(BackingOffSender.Around(sender, service, Inference, clock, () => null));
    }

    [Fact]
    public void Whatever_the_server_answers_every_start_has_one_result_and_all_that_were_held_back_are_told_with_the_next_answer()
    {
        var answers = Gen.OneOf(
            Gen.Const(Good),
            Gen.Const(Refused),
            Gen.Const<(Outcome, int, TimeSpan?)>((Outcome.ConnectionError, 0, null)),
            Gen.Int[0, 40].Select(seconds => ((Outcome, int, TimeSpan?))(Outcome.Http5xx, 503, TimeSpan.FromSeconds(seconds))));
        var queue = Gen.OneOf(Gen.Const((double?)null), Gen.Double[0, 5].Select(value => (double?)value));
        Gen.Select(answers.Array[1, 80], queue.Array[80], Gen.Int[1, 60], Gen.Int[1, 4]).Sample((said, waiting, longest, limit) =>
        {
            var results = RunAsync(said.Length, second => said[second], new(true, TimeSpan.FromSeconds(longest), limit), second => waiting[second]).Result;

            Assert.Equal(Enumerable.Range(0, said.Length).Select(second => new Instant(0) + (second * Interval)), results.Select(r => r.ScheduledAt));
            var held = 0;
            foreach (var result in results)
            {
                Assert.Equal(result.BackedOff, result.Outcome == Outcome.Skipped);
                Assert.Equal(result.BackedOff ? 0 : held, result.HeldBefore);
                held = result.BackedOff ? held + 1 : 0;
                Assert.InRange(held, 0, Math.Min(longest, SaturationPolicy.MostStarts));
            }
        });
    }

    [Fact]
    public async Task On_the_schedule_no_start_is_lost_or_doubled_whatever_the_server_answers()
    {
        var random = new Random(20260302);
        using var fixture = new SchedulerFixture
        {
            Sender = (service, probe, clock) => BackingOffSender.Around(
                new AnsweringSender(service.Name, probe, _ => random.Next(4) == 0 ? Good : random.Next(2) == 0 ? Refused : (Outcome.Http5xx, 503, TimeSpan.FromSeconds(random.Next(20)))),
                service,
                probe,
                clock,
                () => null),
        };
        fixture.Apply(SchedulerFixture.Service(Inference));

        var results = await fixture.StepAsync(300, 1);

        Assert.All(results.Skip(1).Zip(results), pair => Assert.Equal(Interval, pair.First.ScheduledAt - pair.Second.ScheduledAt));
        Assert.Contains(results, r => r.BackedOff);
        Assert.All(results, r => Assert.Equal(r.BackedOff, r.Outcome == Outcome.Skipped));
        Assert.False(fixture.HasMoreResults);
    }

    /// <summary>What happened to each start: held back (-), refused or failed (x), good (.).</summary>
    private static string Pattern(IEnumerable<ProbeResult> results) =>
        string.Concat(results.Select(r => r.BackedOff ? '-' : r.Outcome == Outcome.Success ? '.' : 'x'));

    private static async Task<List<ProbeResult>> RunAsync(
        int seconds, Func<int, (Outcome, int, TimeSpan?)> answer, SaturationPolicy? policy = null, Func<int, double?>? waiting = null)
    {
        var time = new FakeTimeProvider(new DateTimeOffset(0, TimeSpan.Zero));
        var clock = new AgentClock(time);
        var second = 0;
        var sender = new AnsweringSender("chat", Inference, _ => answer(second));
        var service = SchedulerFixture.Service() with { Saturation = policy ?? new() };
        using var backingOff = BackingOffSender.Around(sender, service, Inference, clock, () => waiting?.Invoke(second));
        var results = new List<ProbeResult>();
        for (; second < seconds; second++)
        {
            results.Add((await backingOff.SendAsync(clock.Now, TimeSpan.Zero, default, CancellationToken.None)).Result);
            time.Advance(Interval);
        }

        return results;
    }
}
