namespace SlaAgent.Core.Load;

/// <summary>Arrivals as they once were, once through.</summary>
/// <param name="trace">The arrivals, ascending.</param>
/// <param name="speed">How many times faster than they were; positive.</param>
/// <param name="duration">How long the run goes on at most.</param>
public sealed class TraceArrivals(IReadOnlyList<Arrival> trace, double speed, TimeSpan duration) : ArrivalProcess(duration)
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
}
