namespace SlaAgent.Core.Load;

/// <summary>
/// Arrivals of a Poisson process: independent gaps, distributed exponentially with mean 1/rate, drawn by inversion as −ln(1 − U)/rate. The same seed
/// gives the same arrivals.
/// </summary>
/// <param name="rate">Arrivals a second on average; positive.</param>
/// <param name="duration">How long they go on.</param>
/// <param name="seed">Seed of the random gaps.</param>
public sealed class PoissonArrivals(double rate, TimeSpan duration, int seed) : ArrivalProcess(duration)
{
    private readonly Random _random = new(seed);
    private double _seconds;

    private protected override bool TryAdvance(out Arrival next)
    {
        _seconds += -Math.Log(1 - _random.NextDouble()) / rate;
        next = new Arrival(TimeSpan.FromTicks((long)Math.Min(_seconds * TimeSpan.TicksPerSecond, TimeSpan.MaxValue.Ticks / 2.0)), null, null);
        return true;
    }
}
