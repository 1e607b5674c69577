using SlaAgent.Core.Samples;

namespace SlaAgent.Core;

public sealed partial class Judge
{
    private void Deliver(SampleRoute route, Sample sample)
    {
        switch (sample)
        {
            case ProbeResult result when route.Probe is not null:
                Deliver(route, result);
                break;
            case TrafficSample traffic:
                Deliver(route, traffic);
                break;
            case LoadResult load:
                Deliver(route, load);
                break;
        }
    }

    private void Deliver(SampleRoute route, ProbeResult result)
    {
        var tracker = route.Service.Tracker;
        var waived = result.LeftAsleep || tracker.Drain.IsConfirmed || tracker.IsSleeping || tracker.IsWaived(route.Probe!, result);
        foreach (var entry in route.Objectives)
        {
            entry.State.Observe(result, waived, _clock);
        }

        if (!waived)
        {
            tracker.Observe(route.Probe!, result, _clock);
        }
    }

    private void Deliver(SampleRoute route, TrafficSample sample)
    {
        var tracker = route.Service.Tracker;
        if (!tracker.Drain.IsConfirmed)
        {
            tracker.Observe(sample, _clock);
        }

        var waived = tracker.Drain.IsConfirmed || tracker.IsSleeping || tracker.IsStarting;
        foreach (var entry in route.Objectives)
        {
            entry.State.Observe(sample, waived, _clock);
        }
    }

    private void Deliver(SampleRoute route, LoadResult result)
    {
        var tracker = route.Service.Tracker;
        var waived = tracker.Drain.IsConfirmed || tracker.IsSleeping || tracker.IsStarting;
        foreach (var entry in route.Objectives)
        {
            entry.State.Observe(result, waived, _clock);
        }
    }
}
