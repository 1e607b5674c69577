using SlaAgent.Configuration;
using SlaAgent.Core.Contracts;
using SlaAgent.Core.Load;
using SlaAgent.Core.Time;
using SlaAgent.Hosting;

namespace SlaAgent.Load;

/// <summary>A load probe with everything a run of it needs.</summary>
/// <param name="Service">Its service.</param>
/// <param name="Load">The probe.</param>
/// <param name="Limits">What a good request meets.</param>
internal sealed record LoadPlan(ModelService Service, LoadProbe Load, EquatableArray<LatencyLimit> Limits)
{
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
            : new LoadRun(IdentityOf(scheduledAt), arrivals, Load.MaxInFlight, () => new LoadSender(Service, Load), new LoadTally(Limits), clock);
    }

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
                return new PoissonArrivals(poisson.Rate.PerSecond, Load.Duration, scheduledAt.Ticks.GetHashCode());
            case LoadArrivals.Trace trace:
                var arrivals = ArrivalTraceFile.Read(trace.File, out problem);
                return problem is null ? new TraceArrivals(arrivals, trace.Speed, Load.Duration) : null;
            default:
                throw new InvalidOperationException("Arrivals are constant, Poisson or a trace.");
        }
    }
}
