using System.Threading.Channels;
using SlaAgent.Core.Samples;
using SlaAgent.Hosting;
using SlaAgent.Probing;

namespace SlaAgent.Scheduling;

/// <summary>Carries out what takes a while (load, evaluations) when it is due, apart from all other probes.</summary>
/// <param name="clock">The agent's clock.</param>
/// <param name="results">Where results go; never waited for.</param>
/// <param name="heldBack">Why a probe of a service may not be run now; null where it may.</param>
/// <param name="mistakes">Where our own mistakes are said.</param>
internal sealed class RunScheduler(AgentClock clock, ChannelWriter<Sample> results, Func<string, string, string?> heldBack, MistakeReport mistakes) : IDisposable
{
    private readonly Lock _gate = new();
    private Dictionary<(string Service, string Probe), ScheduledRuns> _runs = [];
    private long _dropped;

    /// <summary>Results lost because the channel was full.</summary>
    public long ResultsDropped => Interlocked.Read(ref _dropped);

    /// <summary>Makes the timetable that of <paramref name="plans"/>. One that did not change keeps its times, and its run if one is under way.</summary>
    public void Apply(IEnumerable<IRunPlan> plans)
    {
        lock (_gate)
        {
            var next = new Dictionary<(string, string), ScheduledRuns>();
            foreach (var plan in plans)
            {
                var key = (plan.Service, plan.Probe);
                next[key] = _runs.Remove(key, out var kept) && kept.Plan.RunsAs(plan) ? kept : Replaced(kept, plan);
            }

            DisposeAll();
            _runs = next;
        }
    }

    /// <summary>Stops what runs, without a result, and waits for its end.</summary>
    public async Task StopAsync()
    {
        Task[] running;
        lock (_gate)
        {
            running = [.. _runs.Values.Select(runs => runs.Running)];
            DisposeAll();
        }

        await Task.WhenAny(Task.WhenAll(running), Task.Delay(ProbeScheduler.ShutdownTime, clock.Time)).ConfigureAwait(false);
    }

    /// <inheritdoc />
    public void Dispose()
    {
        lock (_gate)
        {
            DisposeAll();
        }
    }

    /// <summary>Why <paramref name="plan"/> may not be run now; null where it may.</summary>
    public string? HeldBack(IRunPlan plan) => heldBack(plan.Service, plan.Probe);

    /// <summary>Hands a result on, without ever waiting.</summary>
    public void Publish(Sample result)
    {
        if (!results.TryWrite(result))
        {
            Interlocked.Increment(ref _dropped);
        }
    }

    /// <summary>Says that a run met a mistake of ours.</summary>
    public void Report(IRunPlan plan, Exception mistake) => mistakes.Add(plan.Service, plan.Probe, mistake);

    private ScheduledRuns Replaced(ScheduledRuns? before, IRunPlan plan)
    {
        before?.Dispose();
        return new ScheduledRuns(plan, this, clock, before?.Running ?? Task.CompletedTask);
    }

    private void DisposeAll()
    {
        foreach (var runs in _runs.Values)
        {
            runs.Dispose();
        }

        _runs = [];
    }
}
