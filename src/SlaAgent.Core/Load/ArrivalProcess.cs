namespace SlaAgent.Core.Load;

/// <summary>When requests arrive, one after the other. Open loop: what the server does has no part in it.</summary>
public abstract class ArrivalProcess
{
    private readonly TimeSpan _duration;

    /// <summary>Arrivals within <paramref name="duration"/>.</summary>
    private protected ArrivalProcess(TimeSpan duration) => _duration = duration;

    /// <summary>The next arrival, never before the last; false when the run's time is over.</summary>
    public bool TryNext(out Arrival next) => TryAdvance(out next) && next.At < _duration;

    /// <summary>The next arrival, without regard to the run's time.</summary>
    private protected abstract bool TryAdvance(out Arrival next);
}
