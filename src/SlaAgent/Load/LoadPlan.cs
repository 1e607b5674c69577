using SlaAgent.Configuration;
using SlaAgent.Core.Contracts;
using SlaAgent.Core.Load;
using SlaAgent.Core.Time;
using SlaAgent.Hosting;
using SlaAgent.ModelServers.Exchanges;
using SlaAgent.ModelServers.Presets;
using SlaAgent.Probing;

namespace SlaAgent.Load;

/// <summary>A load probe with everything a run of it needs.</summary>
internal sealed class LoadPlan
{
    private readonly Probe _probe;

    // Kept from run to run: what a server was found to refuse is not asked of it again.
    private readonly ProbeExchange _exchange;

    /// <param name="service">Its service.</param>
    /// <param name="load">The probe.</param>
    /// <param name="limits">What a good request meets.</param>
    public LoadPlan(ModelService service, LoadProbe load, EquatableArray<LatencyLimit> limits)
    {
        (Service, Load, Limits) = (service, load, limits);
        _probe = new Probe(load.Name, load.Schedule.LongestGap, load.Timeout, load.Request);
        _exchange = PresetCatalog.Prepare(service, _probe);
    }

    public ModelService Service { get; }

    public LoadProbe Load { get; }

    public EquatableArray<LatencyLimit> Limits { get; }

    /// <summary>Every load probe of <paramref name="configuration"/>.</summary>
    public static IEnumerable<LoadPlan> Of(AgentConfiguration configuration) =>
        from service in configuration.Services
        from load in service.Loads
        select new LoadPlan(service, load, LoadLimits.Of(configuration, service.Name));

    /// <summary>Makes a run ready.</summary>
    /// <param name="scheduledAt">When it is meant to start.</param>
    /// <param name="clock">The agent's clock.</param>
    /// <param name="problem">Why there can be no run; null where there can.</param>
    public LoadRun? NewRun(Instant scheduledAt, AgentClock clock, out string? problem)
    {
        var arrivals = Arrivals(scheduledAt, out problem);
        return arrivals is null
            ? null
            : new LoadRun(IdentityOf(scheduledAt), arrivals, Load.MaxInFlight, () => new LoadSender(Service, _probe, _exchange.Twin()), new LoadTally(Limits), clock);
    }

    /// <summary>Whether its runs are those of <paramref name="other"/>.</summary>
    public bool RunsAs(LoadPlan other) =>
        Load == other.Load && Limits == other.Limits && ScheduledProbe.OnTheWire(Service) == ScheduledProbe.OnTheWire(other.Service);

    /// <summary>Which run it is.</summary>
    public LoadIdentity IdentityOf(Instant scheduledAt) => new(Service.Name, Load.Name, scheduledAt);

    // The trace is read for each run and let go after it: it may be large, and runs are rare.
    private ArrivalProcess? Arrivals(Instant scheduledAt, out string? problem)
    {
        problem = null;
        switch (Load.Arrivals)
        {
            case LoadArrivals.Constant constant:
                return new ConstantArrivals(constant.Rate.PerSecond, Load.Duration);
            case LoadArrivals.Poisson poisson:
                return new PoissonArrivals(poisson.Rate.PerSecond, Load.Duration, new Random(scheduledAt.Ticks.GetHashCode()).NextDouble);
            case LoadArrivals.Trace trace:
                var arrivals = ArrivalTraceFile.Read(trace.File, out problem);
                return problem is null ? new TraceArrivals(arrivals, trace.Speed, Load.Duration) : null;
            default:
                throw new InvalidOperationException("Arrivals are constant, Poisson or a trace.");
        }
    }
}
