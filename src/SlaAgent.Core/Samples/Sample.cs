using SlaAgent.Core.Time;

namespace SlaAgent.Core.Samples;

/// <summary>Something that was observed. A fact: it is made in one place and never changes.</summary>
public abstract record Sample
{
    private protected Sample()
    {
    }

    /// <summary>Name of the service.</summary>
    public required string Service { get; init; }

    /// <summary>What was asked of it: the probe's name; empty for its own metrics.</summary>
    public abstract string Asked { get; }

    /// <summary>When it was meant to be taken.</summary>
    public abstract Instant At { get; }

    /// <summary>The same with all its times moved: to wall time, where it is written down, and back.</summary>
    public abstract Sample Moved(TimeSpan by);
}
