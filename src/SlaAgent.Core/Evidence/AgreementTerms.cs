using SlaAgent.Core.Contracts;

namespace SlaAgent.Core.Evidence;

/// <summary>What an agreement promised, as it goes on the record: enough to reckon its figures again without its document.</summary>
public sealed record AgreementTerms
{
    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>Its service.</summary>
    public required string Service { get; init; }

    /// <summary>Whom the promise is made to.</summary>
    public required Audience Audience { get; init; }

    /// <summary>What the agent spoke for.</summary>
    public required AgreementScope Scope { get; init; }

    /// <summary>Who promises; null where not said.</summary>
    public string? Provider { get; init; }

    /// <summary>To whom; null where not said.</summary>
    public string? Consumer { get; init; }

    /// <summary>Free text; null where there is none.</summary>
    public string? Description { get; init; }

    /// <summary>Length of the rolling window, or the nominal one of a calendar window.</summary>
    public required TimeSpan Window { get; init; }

    /// <summary>Period of a calendar window; null for a rolling one.</summary>
    public CalendarUnit? Calendar { get; init; }

    /// <summary>Zone of a calendar window; null for a rolling one.</summary>
    public string? TimeZone { get; init; }

    /// <summary>The objectives, in the order written.</summary>
    public required EquatableArray<ObjectiveTerms> Objectives { get; init; }

    /// <summary>How long before its start an exclusion must have been announced.</summary>
    public TimeSpan Notice { get; init; }

    /// <summary>What follows from a breach; null for nothing.</summary>
    public BreachConsequences? Consequences { get; init; }
}
