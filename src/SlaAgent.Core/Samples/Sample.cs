namespace SlaAgent.Core.Samples;

/// <summary>Something that was observed. A fact: it is made in one place and never changes.</summary>
public abstract record Sample
{
    private protected Sample()
    {
    }

    /// <summary>Name of the service.</summary>
    public required string Service { get; init; }
}
