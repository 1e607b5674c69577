namespace SlaAgent.Core.Contracts;

/// <summary>What must hold of an answer; anything else is a failure with the outcome <c>invalid_response</c> or the one of its status class.</summary>
public sealed record Expectation
{
    /// <summary>Accepted HTTP statuses; empty for the preset's rule (200).</summary>
    public EquatableArray<int> Statuses { get; init; }

    /// <summary>Longest body in bytes, after decompression; reading stops there.</summary>
    public long MaxBodyBytes { get; init; } = 1024 * 1024;

    /// <summary>Assertions on the JSON body.</summary>
    public EquatableArray<JsonAssertion> Json { get; init; }

    /// <summary>Text that must occur (in the generated text, for a prompt).</summary>
    public string? Contains { get; init; }

    /// <summary>Regular expression (.NET, non-backtracking) that must match (the generated text, for a prompt).</summary>
    public string? Matches { get; init; }

    /// <summary>Fewest output tokens of a generated answer; null for the default of one.</summary>
    public int? MinOutputTokens { get; init; }
}
