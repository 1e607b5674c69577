using SlaAgent.Core.Consequences;
using SlaAgent.Core.Contracts;
using SlaAgent.Core.Samples;
using SlaAgent.Core.Snapshots;
using SlaAgent.Core.Time;
using static SlaAgent.Core.Tests.Scenario;

namespace SlaAgent.Core.Tests.Objectives;

/// <summary>Published SLAs with numbers worked out by hand, through the judge. The same rules are documents in deploy/examples/slas.</summary>
public sealed class PublishedAgreementTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    // The AWS family's words, and those of Stedi, which gives an example with numbers.
    private static readonly Timeslices Averaged = new(5 * Minute, 1m) { IsAveraged = true, WhenIdle = IdleSlice.Good };

    private static readonly Timeslices VertexSearch = new(Minute, 0.9m) { MinimumDuration = 10 * Minute, MinimumRequests = 2000, WhenIdle = IdleSlice.Good };

    private static readonly Timeslices GoogleApis = new(Minute, 0.95m) { WhenIdle = IdleSlice.Good };

    private static ServiceCredits Credits(params (decimal Below, decimal Credit)[] tiers) => new()
    {
        Objective = "availability", Tiers = [.. tiers.OrderBy(tier => tier.Below).Select(tier => new CreditTier(tier.Below, tier.Credit))],
    };

    private static ServiceCredits Bedrock => Credits((0.999m, 0.10m), (0.99m, 0.25m), (0.95m, 1m));

    private static decimal Credit(ServiceCredits credits, ObjectiveStatus status) => CreditReckoning.Of(credits, status.Good, status.Events, Beginning).Ratio;

    [Fact]
    public void Stedi_864_intervals_at_90_percent_and_7776_at_100_are_exactly_99_percent()
    {
        var readings = new SliceReadings(Averaged, 0.999m);
        readings.Read(864, 90, 10);
        readings.Read(7000, 1000, 0);
        readings.Read(776, 0, 0);
        var status = readings.Settle();
        Assert.Equal((8640, status.Events * 99), (status.WholeEvents, status.Good * 100));
        Assert.Equal(ObjectiveStatusKind.Breached, status.Status);

        // Not below 99%: the first tier of three, as Stedi and AWS have them.
        Assert.Equal(0.10m, Credit(Credits((0.999m, 0.10m), (0.95m, 0.25m), (0.90m, 1m)), status));
        Assert.Equal(0.10m, Credit(Bedrock, status));
    }

    [Fact]
    public void Stedi_by_probes_every_30_seconds_comes_to_the_same()
    {
        var objective = Availability(0.999m, 1, Averaged);
        var scenario = new Scenario(Configure(Agreement(objective), Inference(30)));
        var n = 0;
        scenario.Run(TimeSpan.FromDays(30), (at, probe) => Result(probe, at, n++ < 8640 && n % 10 == 0 ? Outcome.Http5xx : Outcome.Success), TimeSpan.FromSeconds(30));
        scenario.Run(5 * Minute, (_, _) => null, TimeSpan.FromSeconds(30));
        Assert.Equal((8640, scenario.Status.Events * 99), (scenario.Status.WholeEvents, scenario.Status.Good * 100));
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(86, 0)]
    [InlineData(87, 0.10)]
    [InlineData(864, 0.10)]
    [InlineData(865, 0.25)]
    [InlineData(4320, 0.25)]
    [InlineData(4321, 1)]
    public void Bedrock_gives_back_by_the_average_of_its_intervals(int intervals, decimal credit)
    {
        // So many of a month's 8640 intervals with a tenth of their requests failed: 86 leave 99.9005%, 87 leave 99.8993%, 864 exactly 99% and 4320 exactly 95%.
        var readings = new SliceReadings(Averaged, 0.999m);
        readings.Read(intervals, 90, 10);
        readings.Read(8640 - intervals, 0, 0);
        Assert.Equal(credit, Credit(Bedrock, readings.Settle()));
    }

    [Theory]
    [InlineData(9, 300, 0)]
    [InlineData(10, 200, 10)]
    [InlineData(10, 199, 0)]
    [InlineData(11, 200, 11)]
    public void Vertex_AI_Search_counts_downtime_from_ten_minutes_and_2000_requests_on(int minutes, long requests, int downtime)
    {
        var readings = new SliceReadings(VertexSearch, 0.999m);
        readings.Read(21000, 100, 0);
        readings.Read(minutes, requests - (requests / 8), requests / 8);
        readings.Read(43200 - 21000 - minutes, 100, 0);
        var status = readings.Settle();
        Assert.Equal((43200, 43200 - downtime), (status.Events, status.Good));
    }

    [Theory]
    [InlineData(20, false)]
    [InlineData(21, true)]
    public void Vertex_AI_Search_is_down_above_ten_percent_and_not_at_ten(int failed, bool isDown)
    {
        var readings = new SliceReadings(VertexSearch, 0.999m);
        readings.Read(10, 200 - failed, failed);
        readings.Read(30, 200, 0);
        var status = readings.Settle();
        Assert.Equal((40, isDown ? 30 : 40), (status.Events, status.Good));
    }

    [Fact]
    public void Vertex_AI_Search_with_one_request_less_than_2000_in_the_period_was_not_down()
    {
        var readings = new SliceReadings(VertexSearch, 0.999m);
        readings.Read(9, 100, 100);
        readings.Read(100, 99);
        readings.Read(200, 0);
        Assert.Equal(11, readings.Settle().Good);
    }

    [Theory]
    [InlineData(43, 0)]
    [InlineData(44, 0.10)]
    [InlineData(432, 0.10)]
    [InlineData(433, 0.25)]
    [InlineData(2161, 0.50)]
    public void Google_reckons_total_minutes_less_downtime_over_total_minutes(int downtime, decimal credit)
    {
        // 43.2 minutes are 0.1% of 30 days; the idle ones are in the total.
        var readings = new SliceReadings(GoogleApis, 0.999m);
        readings.Read(20000, 0, 0);
        readings.Read(downtime, 94, 6);
        readings.Read(43200 - 20000 - downtime, 95, 5);
        var status = readings.Settle();
        Assert.Equal((43200, 43200 - downtime), (status.Events, status.Good));
        Assert.Equal(credit, Credit(Credits((0.999m, 0.10m), (0.99m, 0.25m), (0.95m, 0.50m)), status));
    }

    [Theory]
    [InlineData(86, ObjectiveStatusKind.Ok)]
    [InlineData(87, ObjectiveStatusKind.Breached)]
    public void Azure_promises_a_speed_in_99_percent_of_the_slices_of_five_minutes(int slow, ObjectiveStatusKind status)
    {
        // 8640 slices allow 86.4 slow ones.
        var objective = Latency(0.5m, 20, LatencyMeasure.TimePerOutputToken) with { Target = 0.99m, MinimumSamples = 100, Timeslices = new Timeslices(5 * Minute, 0.5m) };
        var scenario = new Scenario(Configure(Agreement(objective), Inference(150)));
        ProbeResult Answer(Instant at, Probe probe)
        {
            var slice = (at.Ticks - Beginning.UtcTicks) / (5 * Minute).Ticks;
            return Result(probe, at, Outcome.Success) with { TimePerOutputToken = TimeSpan.FromMilliseconds(slice >= 4000 && slice < 4000 + slow ? 21 : 20) };
        }

        scenario.Run(TimeSpan.FromDays(30), Answer, TimeSpan.FromSeconds(150));
        scenario.Run(10 * Minute, Answer, TimeSpan.FromSeconds(150));
        Assert.Equal(status, scenario.Status.Status);
    }

    [Theory]
    [InlineData(4, false, 0)]
    [InlineData(5, false, 5)]
    [InlineData(5, true, 0)]
    public void Safespring_counts_from_five_minutes_in_a_row_on_and_not_in_announced_maintenance(int minutes, bool announced, int downtime)
    {
        var readings = new SliceReadings(new Timeslices(Minute, 0.5m) { MinimumDuration = 5 * Minute }, 0.999m);
        if (announced)
        {
            readings.Scenario.Exclude(60 * Minute, 10 * Minute);
        }

        readings.Read(60, 10, 0);
        readings.Read(minutes, 0, 10);
        readings.Read(60, 10, 0);
        var status = readings.Settle();
        Assert.Equal(downtime, status.Events - status.Good);
    }
}
