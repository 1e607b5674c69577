namespace SlaAgent.Core.Load;

/// <summary>Arrivals as they once were, once through.</summary>
/// <param name="trace">The arrivals, ascending.</param>
/// <param name="speed">How many times faster than they were; positive.</param>
/// <param name="longest">How long the run goes on at most; a shorter trace ends it sooner.</param>
public sealed class TraceArrivals(IReadOnlyList<Arrival> trace, double speed, TimeSpan longest) : ArrivalProcess(Shorter(trace, speed, longest))
{
    private int _next;

    private protected override bool TryAdvance(out Arrival next)
    {
        if (_next >= trace.Count)
        {
            next = default;
            return false;
        }

        var arrival = trace[_next++];
        next = arrival with { At = arrival.At / speed };
        return true;
    }

    // The last arrival is within the run, and what is within is before its end.
    private static TimeSpan Shorter(IReadOnlyList<Arrival> trace, double speed, TimeSpan longest) =>
        trace.Count == 0 ? TimeSpan.Zero : TimeSpan.FromTicks(Math.Min((trace[^1].At / speed).Ticks + 1, longest.Ticks));
}
