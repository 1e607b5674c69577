namespace SlaAgent.Core.Contracts;

/// <summary>What of a preset's health question is otherwise. What is null holds as in the preset.</summary>
public sealed record HealthOverride
{
    /// <summary>Path, with <c>{model}</c>, <c>{version}</c> and <c>[…]</c> for what is left out without a version.</summary>
    public string? Path { get; init; }

    /// <summary>Statuses that say yes.</summary>
    public EquatableArray<int>? Statuses { get; init; }

    /// <summary>Statuses that say not ready, rather than that the server failed.</summary>
    public EquatableArray<int>? NotReady { get; init; }

    /// <summary>Members of the answer that must be true where they occur.</summary>
    public EquatableArray<string>? Flags { get; init; }

    /// <summary>JSON path, <c>[*]</c> for any item, at which one value must be <see cref="EqualTo"/>.</summary>
    public string? Field { get; init; }

    /// <summary>The text that one value at <see cref="Field"/> must be; <c>{{model}}</c> for the model's name.</summary>
    public string? EqualTo { get; init; }

    /// <summary>Text that the body must hold.</summary>
    public string? Contains { get; init; }

    /// <summary>Whether a connection alone is the answer, and nothing is sent.</summary>
    public bool? Connect { get; init; }
}
