namespace SlaAgent.Core.Contracts;

/// <summary>When the requests of a run of load arrive, whatever becomes of those before them.</summary>
public abstract record LoadArrivals
{
    private LoadArrivals()
    {
    }

    /// <summary>Evenly spread.</summary>
    /// <param name="Rate">Intended arrivals.</param>
    public sealed record Constant(Rate Rate) : LoadArrivals;

    /// <summary>Independent of each other, as those of many users are: exponential gaps.</summary>
    /// <param name="Rate">Intended arrivals, on average.</param>
    public sealed record Poisson(Rate Rate) : LoadArrivals;

    /// <summary>As they were recorded.</summary>
    /// <param name="File">Absolute path of a file of arrival times and lengths.</param>
    /// <param name="Speed">How many times faster than recorded; above 0.</param>
    public sealed record Trace(string File, double Speed) : LoadArrivals;
}
