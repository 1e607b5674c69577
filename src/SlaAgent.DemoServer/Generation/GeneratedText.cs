using System.Collections.Immutable;

namespace SlaAgent.DemoServer.Generation;

/// <summary>What the generator made of a prompt.</summary>
/// <param name="Tokens">The tokens of the answer; put together they are the text.</param>
/// <param name="PromptTokens">Tokens of the prompt.</param>
/// <param name="CutShort">Whether the limit ended it rather than the model.</param>
internal sealed record GeneratedText(ImmutableArray<string> Tokens, int PromptTokens, bool CutShort)
{
    /// <summary>Tokens that come before the answer, in which the model talks to itself.</summary>
    public ImmutableArray<string> Reasoning { get; init; } = [];

    /// <summary>Tokens of the prompt that the prefix cache had.</summary>
    public int CachedTokens { get; init; }

    /// <summary>The whole answer.</summary>
    public string Text => string.Concat(Tokens);

    /// <summary>Tokens made, reasoning included.</summary>
    public int OutputTokens => Reasoning.Length + Tokens.Length;

    /// <summary>Why the text ended, in OpenAI's words.</summary>
    public string FinishReason => CutShort ? "length" : "stop";

    /// <summary>The same request answered with nothing.</summary>
    public GeneratedText Emptied() => this with { Tokens = [], Reasoning = [], CutShort = false };
}
