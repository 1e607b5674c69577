using CsCheck;
using SlaAgent.Core.Contracts;
using SlaAgent.Core.Incidents;

namespace SlaAgent.Core.Tests.Incidents;

/// <summary>A timeline is in order of time, and bounded without losing its beginning or its end.</summary>
public sealed class IncidentTimelineTests
{
    private static IncidentEvent At(int minute, string text = "") => new(Scenario.Beginning.AddMinutes(minute), "alert", text);

    private static EquatableArray<IncidentEvent> Of(params int[] minutes) =>
        minutes.Aggregate(default(EquatableArray<IncidentEvent>), (timeline, minute) => IncidentTimeline.With(timeline, At(minute, $"{minute}")));

    [Fact]
    public void Events_are_in_order_of_time_and_of_one_time_in_the_order_they_came() => Assert.Equal(
        [(1, "b"), (1, "c"), (5, "a")],
        IncidentTimeline.With(IncidentTimeline.With(IncidentTimeline.With([], At(5, "a")), At(1, "b")), At(1, "c")).Select(happened => (happened.At.Minute, happened.Text)));

    [Fact]
    public void Of_too_many_the_first_and_the_last_are_kept_and_what_is_left_out_is_counted()
    {
        var timeline = Of([.. Enumerable.Range(0, 1000)]);
        Assert.Equal(IncidentTimeline.Most, timeline.Count);
        Assert.Equal([.. Enumerable.Range(0, 20).Select(n => $"{n}"), "951 events are left out here", .. Enumerable.Range(971, 29).Select(n => $"{n}")], timeline.Select(happened => happened.Text));
        Assert.Equal(IncidentEventKinds.Omitted, timeline[20].Kind);
    }

    [Fact]
    public void Whatever_comes_in_whatever_order_is_bounded_ordered_and_accounted_for() => Gen.Int[0, 300].Array[0, 200].Sample(minutes =>
    {
        var timeline = Of(minutes);
        Assert.Equal(Math.Min(minutes.Length, IncidentTimeline.Most), timeline.Count);
        var omitted = timeline.Where(happened => happened.Kind == IncidentEventKinds.Omitted).Sum(happened => int.Parse(happened.Text.Split(' ')[0]) - 1);
        Assert.Equal(minutes.Length, timeline.Count + omitted);
        var kept = timeline.Where(happened => happened.Kind != IncidentEventKinds.Omitted).Select(happened => happened.At).ToList();
        Assert.Equal(kept.Order(), kept);
    });
}
