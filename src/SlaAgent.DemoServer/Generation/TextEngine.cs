using SlaAgent.DemoServer.Faults;

namespace SlaAgent.DemoServer.Generation;

/// <summary>Makes the text, and knows when each of its tokens is due.</summary>
internal sealed class TextEngine(DemoServerOptions options, bool prefixCache)
{
    private static readonly Lazy<MarkovTextModel> Model = new(MarkovTextModel.Load);
    private readonly PrefixCache? _cache = prefixCache ? new PrefixCache() : null;

    /// <summary>Answers <paramref name="request"/>.</summary>
    public GeneratedText Generate(TextRequest request, FaultSet faults)
    {
        var cached = request.CachePrompt && _cache is not null ? _cache.Reuse(WordTokens.Split(request.Prompt)) : 0;
        var reasoning = Math.Min(options.ReasoningTokens, request.MaxTokens);
        var thoughts = reasoning == 0 ? [] : Model.Value.Generate(request.Prompt, request.Seed + 1, reasoning).Tokens;
        var left = request.MaxTokens - thoughts.Length;
        var text = Model.Value.Generate(request.Prompt, request.Seed, Math.Max(1, left));
        if (left == 0)
        {
            text = text with { Tokens = [], CutShort = true };
        }

        text = text with { Reasoning = thoughts, CachedTokens = cached };
        return faults.EmptyCompletion ? text.Emptied() : text;
    }

    /// <summary>When the token of <paramref name="index"/> is due, from the beginning of the work.</summary>
    public TimeSpan Due(GeneratedText text, int index, FaultSet faults)
    {
        var unread = text.PromptTokens == 0 ? 1 : (double)(text.PromptTokens - text.CachedTokens) / text.PromptTokens;
        var interval = options.TokenInterval + TimeSpan.FromSeconds(faults.TokenDelaySeconds);
        return (options.FirstTokenDelay * unread) + (interval * index);
    }
}
