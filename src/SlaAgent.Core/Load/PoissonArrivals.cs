namespace SlaAgent.Core.Load;

/// <summary>
/// Arrivals of a Poisson process: independent gaps, distributed exponentially with mean 1/rate, drawn by inversion as −ln(1 − U)/rate.
/// </summary>
/// <param name="rate">Arrivals a second on average; positive.</param>
/// <param name="duration">How long they go on.</param>
/// <param name="uniform">Draws U: independent, uniform, at least 0 and below 1.</param>
public sealed class PoissonArrivals(double rate, TimeSpan duration, Func<double> uniform) : ArrivalProcess(duration)
{
    private double _seconds;

    private protected override bool TryAdvance(out Arrival next)
    {
        _seconds += -Math.Log(1 - uniform()) / rate;
        next = new Arrival(TimeSpan.FromTicks((long)Math.Min(_seconds * TimeSpan.TicksPerSecond, TimeSpan.MaxValue.Ticks / 2.0)), null, null);
        return true;
    }
}
