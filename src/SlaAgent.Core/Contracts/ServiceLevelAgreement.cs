namespace SlaAgent.Core.Contracts;

/// <summary>What is promised about one service, to whom, and how it is judged.</summary>
public sealed record ServiceLevelAgreement
{
    /// <summary>DNS-label name, unique among agreements.</summary>
    public required string Name { get; init; }

    /// <summary>User's labels.</summary>
    public LabelSet Labels { get; init; } = LabelSet.Empty;

    /// <summary>Name of the <see cref="ModelService"/>.</summary>
    public required string Service { get; init; }

    /// <summary>Whom the promise is made to.</summary>
    public Audience Audience { get; init; } = Audience.Internal;

    /// <summary>Who promises; null where not said.</summary>
    public string? Provider { get; init; }

    /// <summary>To whom; null where not said.</summary>
    public string? Consumer { get; init; }

    /// <summary>Free text.</summary>
    public string? Description { get; init; }

    /// <summary>What this agent speaks for.</summary>
    public required AgreementScope Scope { get; init; }

    /// <summary>The rolling window over which objectives are judged, 5 minutes to 90 days; the nominal length where the window is one of the calendar.</summary>
    public TimeSpan Window { get; init; } = TimeSpan.FromDays(30);

    /// <summary>The periods of the calendar over which objectives are judged; null for a rolling window.</summary>
    public CalendarWindow? Calendar { get; init; }

    /// <summary>The objectives, in the order written.</summary>
    public required EquatableArray<Objective> Objectives { get; init; }

    /// <summary>Time that does not count.</summary>
    public EquatableArray<Exclusion> Exclusions { get; init; }

    /// <summary>How long before its start an exclusion must have been announced, where it says when it was.</summary>
    public TimeSpan Notice { get; init; }

    /// <summary>The longest pause by hand.</summary>
    public TimeSpan LongestPause { get; init; } = TimeSpan.FromHours(24);

    /// <summary>What must hold for the time to count.</summary>
    public EquatableArray<Precondition> Preconditions { get; init; }

    /// <summary>How alerts are raised and to whom they go.</summary>
    public Alerting Alerting { get; init; } = new();

    /// <summary>What follows from a breach; null for nothing.</summary>
    public BreachConsequences? Consequences { get; init; }
}
