using System.Threading.Channels;
using SlaAgent.Core.Contracts;
using SlaAgent.Core.Samples;
using SlaAgent.Hosting;
using SlaAgent.Probing;

namespace SlaAgent.Load;

/// <summary>Runs load when it is due, apart from all other probes.</summary>
/// <param name="clock">The agent's clock.</param>
/// <param name="results">Where results go; never waited for.</param>
/// <param name="heldBack">Why no load may be put on a service now; null where it may.</param>
/// <param name="mistakes">Where our own mistakes are said.</param>
internal sealed class LoadScheduler(AgentClock clock, ChannelWriter<Sample> results, Func<string, string?> heldBack, MistakeReport mistakes) : IDisposable
{
    private readonly Lock _gate = new();
    private Dictionary<(string Service, string Probe), ScheduledLoad> _loads = [];
    private long _dropped;

    /// <summary>Results lost because the channel was full.</summary>
    public long ResultsDropped => Interlocked.Read(ref _dropped);

    /// <summary>Makes the timetable that of <paramref name="configuration"/>. A load probe that did not change keeps its times, and its run if one is under way.</summary>
    public void Apply(AgentConfiguration configuration)
    {
        lock (_gate)
        {
            var next = new Dictionary<(string, string), ScheduledLoad>();
            foreach (var plan in LoadPlan.Of(configuration))
            {
                var key = (plan.Service.Name, plan.Load.Name);
                next[key] = _loads.Remove(key, out var kept) && kept.Plan.RunsAs(plan) ? kept : Replaced(kept, plan);
            }

            DisposeAll();
            _loads = next;
        }
    }

    /// <summary>Gives up what runs, without a result, and waits for its end.</summary>
    public async Task StopAsync()
    {
        Task[] running;
        lock (_gate)
        {
            running = [.. _loads.Values.Select(load => load.Running)];
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

    /// <summary>Why no load may be put on <paramref name="service"/> now; null where it may.</summary>
    public string? HeldBack(string service) => heldBack(service);

    /// <summary>Hands a result on, without ever waiting.</summary>
    public void Publish(LoadResult result)
    {
        if (!results.TryWrite(result))
        {
            Interlocked.Increment(ref _dropped);
        }
    }

    /// <summary>Says that a run met a mistake of ours.</summary>
    public void Report(LoadPlan plan, Exception mistake) => mistakes.Add(plan.Service.Name, plan.Load.Name, mistake);

    private ScheduledLoad Replaced(ScheduledLoad? before, LoadPlan plan)
    {
        before?.Dispose();
        return new ScheduledLoad(plan, this, clock);
    }

    private void DisposeAll()
    {
        foreach (var load in _loads.Values)
        {
            load.Dispose();
        }

        _loads = [];
    }
}
