using System.Collections.Immutable;

namespace SlaAgent.DemoServer.Generation;

/// <summary>What the generator made of a prompt.</summary>
/// <param name="Tokens">The tokens; put together they are the text.</param>
/// <param name="PromptTokens">Tokens of the prompt.</param>
/// <param name="CutShort">Whether the limit ended it rather than the model.</param>
internal sealed record GeneratedText(ImmutableArray<string> Tokens, int PromptTokens, bool CutShort)
{
    /// <summary>The whole text.</summary>
    public string Text => string.Concat(Tokens);

    /// <summary>Why the text ended, in OpenAI's words.</summary>
    public string FinishReason => CutShort ? "length" : "stop";

    /// <summary>The same request answered with nothing.</summary>
    public GeneratedText Emptied() => this with { Tokens = [], CutShort = false };
}
