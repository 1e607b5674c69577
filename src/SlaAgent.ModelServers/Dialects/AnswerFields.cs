using SlaAgent.Core.Contracts;

namespace SlaAgent.ModelServers.Dialects;

/// <summary>Where an answer, or an event of a stream, holds what: JSON paths, with <c>[*]</c> for any item.</summary>
internal sealed record AnswerFields
{
    /// <summary>Items of which each is an answer of its own; null where the whole is one.</summary>
    public string? Choices { get; init; }

    /// <summary>Which of the answers a choice belongs to; null for the first.</summary>
    public string? ChoiceIndex { get; init; }

    /// <summary>Generated content: text, or anything else that is not empty, such as a tool call.</summary>
    public EquatableArray<string> Content { get; init; }

    /// <summary>What the model thinks before it answers: content that is no text of the answer.</summary>
    public EquatableArray<string> Reasoning { get; init; }

    /// <summary>An error, where it is neither null nor false.</summary>
    public EquatableArray<string> Error { get; init; }

    /// <summary>An error, where it is the text <c>error</c>.</summary>
    public string? ErrorKind { get; init; }

    /// <summary>The end of an answer, where it says something.</summary>
    public EquatableArray<string> End { get; init; }

    /// <summary>The model's version; where there are values at several paths, together they are it.</summary>
    public EquatableArray<string> Version { get; init; }

    /// <summary>Tokens of the prompt; the earlier path is believed before the later.</summary>
    public EquatableArray<string> PromptTokens { get; init; }

    /// <summary>Tokens of the answer; the earlier path is believed before the later.</summary>
    public EquatableArray<string> OutputTokens { get; init; }
}
