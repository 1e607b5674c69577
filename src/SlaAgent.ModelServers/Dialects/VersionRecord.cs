namespace SlaAgent.ModelServers.Dialects;

/// <summary>Where a kind of server says which version of a model it serves, for answers that do not.</summary>
/// <param name="Path">Template of the path.</param>
/// <param name="Items">JSON path, with <c>[*]</c> for any item, of what has a version.</param>
/// <param name="Value">JSON path of the version in it.</param>
internal sealed record VersionRecord(string Path, string Items, string Value)
{
    /// <summary>JSON path in an item of what tells the items that are meant from others; null for all being meant.</summary>
    public string? Where { get; init; }

    /// <summary>The text there; <c>{{model}}</c> for the model's name.</summary>
    public string? EqualTo { get; init; }

    /// <summary>What the server adds to a model's name where the user left it out; null for nothing.</summary>
    public string? DefaultTag { get; init; }
}
