using SlaAgent.Core.Objectives;
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
            case EvaluationResult run when route.Runs is not null:
                Deliver(route, route.Runs, run);
                break;
        }
    }

    private void Deliver(SampleRoute route, ProbeResult result)
    {
        var tracker = route.Service.Tracker;
        var waived = result.LeftAsleep || tracker.Drain.IsConfirmed || tracker.IsSleeping || tracker.IsWaived(route.Probe!, result);
        foreach (var entry in route.Counted)
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
        foreach (var entry in route.Counted)
        {
            entry.State.Observe(sample, waived, _clock);
        }
    }

    private void Deliver(SampleRoute route, LoadResult result)
    {
        var tracker = route.Service.Tracker;
        var waived = tracker.Drain.IsConfirmed || tracker.IsSleeping || tracker.IsStarting;
        foreach (var entry in route.Counted)
        {
            entry.State.Observe(result, waived, _clock);
        }
    }

    private void Deliver(SampleRoute route, RunHistory runs, EvaluationResult result)
    {
        var tracker = route.Service.Tracker;
        var waived = tracker.Drain.IsConfirmed ? "draining" : tracker.IsSleeping ? "sleeping" : tracker.IsStarting ? "starting" : null;
        var run = new EvaluationRun(result, waived, runs.Question)
        {
            Excluded = [.. route.Scored.Where(entry => entry.Excluded.Covers(result.ScheduledAt, _clock)).Select(entry => EvaluationRun.KeyOf(entry.Agreement, entry.Objective))],
        };
        if (!runs.Add(run))
        {
            return;
        }

        _newRuns.Add(run);
        SeeVersion(result);
        foreach (var entry in route.Scored)
        {
            entry.Observe(run);
        }
    }
}
