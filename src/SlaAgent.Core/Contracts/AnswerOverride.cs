namespace SlaAgent.Core.Contracts;

/// <summary>Where an answer holds what; JSON paths with <c>[*]</c> for any item. What is null holds as in the preset.</summary>
public abstract record AnswerOverride
{
    /// <summary>Generated text, and what else counts as an answer.</summary>
    public EquatableArray<string>? Content { get; init; }

    /// <summary>What the model thinks before it answers.</summary>
    public EquatableArray<string>? Reasoning { get; init; }

    /// <summary>What makes the answer an error where it says something.</summary>
    public EquatableArray<string>? Error { get; init; }

    /// <summary>Tokens of the prompt; the first that is a number counts.</summary>
    public EquatableArray<string>? PromptTokens { get; init; }

    /// <summary>Tokens of the answer; the first that is a number counts.</summary>
    public EquatableArray<string>? OutputTokens { get; init; }
}
