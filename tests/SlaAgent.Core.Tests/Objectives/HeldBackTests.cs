using CsCheck;
using SlaAgent.Core.Contracts;
using SlaAgent.Core.Samples;
using SlaAgent.Core.Snapshots;
using SlaAgent.Core.Time;
using static SlaAgent.Core.Tests.Scenario;

namespace SlaAgent.Core.Tests.Objectives;

/// <summary>A server that refuses must not look better for being asked less.</summary>
public sealed class HeldBackTests
{
    public static TheoryData<string> Objectives => ["availability", "latency", "timeslices"];

    [Theory]
    [MemberData(nameof(Objectives))]
    public void Between_two_refusals_the_starts_that_were_held_back_count_as_refused(string kind)
    {
        // Asked at 0, 2, 5, 10, 19, 30 and 41 of the refused ones.
        var asked = Run(kind, [.. Starts(100, '.'), .. Starts(42, 'x'), .. Starts(103, '.')]);
        var heldBack = Run(kind, [.. Starts(100, '.'), .. "x-x--x----x--------x----------x----------x", .. Starts(103, '.')]);

        Assert.Equal((asked.Good, asked.Events), (heldBack.Good, heldBack.Events));
        Assert.Equal(asked.Compliance, heldBack.Compliance);
        Assert.True(heldBack.Coverage < asked.Coverage);
    }

    [Fact]
    public void What_was_held_back_before_a_success_is_no_event_and_lowers_coverage()
    {
        var status = Run("availability", [.. Starts(50, '.'), .. "x----", .. Starts(45, '.')]);

        Assert.Equal((95, 96), (status.Good, status.Events));
        Assert.Equal(0.96, status.Coverage!.Value, 9);
    }

    [Fact]
    public void Holding_back_never_makes_bad_events_of_good_ones_nor_hides_a_refusal_between_two_others()
    {
        // A run of refusals, held back anyhow, that ends with one that was asked.
        var stretch = Gen.Select(Gen.Int[0, 10].Array[0, 12], Gen.Int[1, 30], (holds, good) =>
            string.Concat(Enumerable.Repeat('.', good)) + "x" + string.Concat(holds.Select(held => new string('-', held) + "x")));
        stretch.Array[1, 4].Sample(
            stretches =>
            {
                var said = string.Concat(stretches) + "..";
                var (heldBack, asked) = (Run("availability", said), Run("availability", said.Replace('-', 'x')));
                Assert.Equal((asked.Good, asked.Events), (heldBack.Good, heldBack.Events));
            },
            iter: 50);
    }

    private static IEnumerable<char> Starts(int count, char answer) => Enumerable.Repeat(answer, count);

    private static ObjectiveStatus Run(string kind, IEnumerable<char> answers)
    {
        var objective = kind switch
        {
            "latency" => Latency(0.95m, 300),
            "timeslices" => Availability(0.9m, 1, new Timeslices(TimeSpan.FromMinutes(1), 0.9m)),
            _ => Availability(0.9m, 1),
        };
        var scenario = new Scenario(Configure(Agreement(objective, TimeSpan.FromHours(2)), Inference(5)));
        var held = 0;
        foreach (var answer in answers)
        {
            scenario.Run(TimeSpan.FromSeconds(5), (at, probe) => Of(probe, at, answer, ref held), TimeSpan.FromSeconds(5));
        }

        return scenario.Status;
    }

    private static ProbeResult Of(Probe probe, Instant at, char answer, ref int held)
    {
        if (answer == '-')
        {
            held++;
            return Result(probe, at, Outcome.Skipped) with { BackedOff = true };
        }

        var before = held;
        held = 0;
        return Result(probe, at, answer == '.' ? Outcome.Success : Outcome.Http429) with { HeldBefore = before };
    }
}
