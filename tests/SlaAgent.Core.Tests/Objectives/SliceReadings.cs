using SlaAgent.Core.Contracts;
using SlaAgent.Core.Samples;
using SlaAgent.Core.Snapshots;
using SlaAgent.Core.Time;

namespace SlaAgent.Core.Tests.Objectives;

/// <summary>A server whose metrics are read once in every slice, so that a month passes in a moment.</summary>
internal sealed class SliceReadings
{
    public SliceReadings(Timeslices slices, decimal target, TimeSpan? window = null)
        : this(new Objective { Name = "availability", Indicator = new Indicator.Availability { Probe = null }, Target = target, MinimumSamples = 1, Timeslices = slices }, window)
    {
    }

    public SliceReadings(Objective objective, TimeSpan? window = null)
    {
        Length = objective.Timeslices!.Length;
        Scenario = new Scenario(new AgentConfiguration(
            new AgentSettings(),
            [new ModelService { Name = "chat", Server = "vllm", Url = new Uri("http://127.0.0.1:8000"), Probes = [], Traffic = new TrafficSettings(null, Length, null) }],
            [Scenario.Agreement(objective, window)]));
        Scenario.Evaluate();
    }

    public Scenario Scenario { get; }

    public TimeSpan Length { get; }

    public ObjectiveStatus Status => Scenario.Status;

    /// <summary>A slice passes in which so many requests ended, and is read.</summary>
    public void Read(long good, long bad) => Read(Readings.Counts(good, bad));

    public void Read(TrafficSample counts)
    {
        var from = Scenario.Now;
        Scenario.Now += Length;
        Scenario.Judge.Observe(counts with { From = from, To = Scenario.Now });
        Scenario.Evaluate();
    }

    public void Read(int times, long good, long bad)
    {
        for (var i = 0; i < times; i++)
        {
            Read(good, bad);
        }
    }

    /// <summary>A slice passes in which nobody looks.</summary>
    public void Miss(int times = 1)
    {
        for (var i = 0; i < times; i++)
        {
            Scenario.Now += Length;
            Scenario.Evaluate();
        }
    }

    /// <summary>Time passes until every slice so far is judged, and none of it goes on.</summary>
    public ObjectiveStatus Settle()
    {
        Miss(3);
        return Status;
    }
}
