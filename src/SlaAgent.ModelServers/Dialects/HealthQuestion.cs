using SlaAgent.Core.Contracts;

namespace SlaAgent.ModelServers.Dialects;

/// <summary>How a kind of server is asked for its health, and what says yes beside the status. All conditions that are given must hold.</summary>
/// <param name="Path">Template of the path; null where it comes from the user or the platform, or nothing is sent.</param>
internal sealed record HealthQuestion(string? Path)
{
    /// <summary>Statuses that say yes; empty for 200.</summary>
    public EquatableArray<int> Statuses { get; init; }

    /// <summary>Statuses by which such a server says that it is not ready, rather than that it failed.</summary>
    public EquatableArray<int> NotReady { get; init; }

    /// <summary>Members that must be true where they occur; an empty body says yes.</summary>
    public EquatableArray<string> Flags { get; init; }

    /// <summary>JSON path, with <c>[*]</c> for any item, at which one value must be <see cref="EqualTo"/>; null for none.</summary>
    public string? Field { get; init; }

    /// <summary>The text that a value at <see cref="Field"/> must be; <c>{{model}}</c> for the model's name, for a list of models.</summary>
    public string? EqualTo { get; init; }

    /// <summary>What the server adds to a model's name where the user left it out, as <c>:latest</c>; null for nothing.</summary>
    public string? DefaultTag { get; init; }

    /// <summary>Text that the body must hold; null for none.</summary>
    public string? Contains { get; init; }

    /// <summary>Whether a connection alone says yes, and nothing is sent: for servers without a health question.</summary>
    public bool Connect { get; init; }
}
