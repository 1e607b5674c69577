namespace SlaAgent.Core.Load;

/// <summary>When requests arrive, one after the other. Open loop: what the server does has no part in it.</summary>
public abstract class ArrivalProcess
{
    /// <summary>Arrivals within <paramref name="duration"/>.</summary>
    private protected ArrivalProcess(TimeSpan duration) => Duration = duration;

    /// <summary>For how long requests arrive: what their rate is counted over.</summary>
    public TimeSpan Duration { get; }

    /// <summary>The next arrival, never before the last; false when the run's time is over.</summary>
    public bool TryNext(out Arrival next) => TryAdvance(out next) && next.At < Duration;

    /// <summary>The next arrival, without regard to the run's time.</summary>
    private protected abstract bool TryAdvance(out Arrival next);
}
