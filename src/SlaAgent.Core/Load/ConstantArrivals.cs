namespace SlaAgent.Core.Load;

/// <summary>Arrivals at equal distances, the first at once.</summary>
/// <param name="rate">Arrivals a second; positive.</param>
/// <param name="duration">How long they go on.</param>
public sealed class ConstantArrivals(double rate, TimeSpan duration) : ArrivalProcess(duration)
{
    private long _count;

    private protected override bool TryAdvance(out Arrival next)
    {
        // From the count, not from the last arrival: rounding must not add up to another rate.
        next = new Arrival(TimeSpan.FromTicks((long)Math.Round(_count++ * TimeSpan.TicksPerSecond / rate)), null, null);
        return true;
    }
}
