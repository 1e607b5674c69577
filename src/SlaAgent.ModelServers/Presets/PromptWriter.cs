using SlaAgent.Core.Contracts;
using SlaAgent.ModelServers.Dialects;
using SlaAgent.ModelServers.Exchanges;

namespace SlaAgent.ModelServers.Presets;

/// <summary>Writes the requests of one prompt, of the lengths that are asked for.</summary>
/// <param name="template">How the server wants it.</param>
/// <param name="service">The service.</param>
/// <param name="inference">The prompt as written.</param>
/// <param name="frame">The request without its body.</param>
internal sealed class PromptWriter(PromptTemplate template, ModelService service, ProbeRequest.Inference inference, ServerRequest frame)
{
    // Frequent words: one token each in the vocabularies of most models.
    private static readonly string[] Filler = ["the", "of", "and", "to", "in", "is", "it", "that"];

    /// <summary>The request.</summary>
    /// <param name="promptTokens">About how long the prompt is to be, a word taken for a token; null (or less than it has) for as it is written.</param>
    /// <param name="outputTokens">How many tokens are asked for at most; null for as it is written.</param>
    /// <param name="leftOut">A member at the top that is left out; null for none.</param>
    public PromptRequest Write(int? promptTokens, int? outputTokens, string? leftOut)
    {
        var sized = inference with
        {
            Prompt = promptTokens is { } tokens ? Lengthened(inference.Prompt!, tokens) : inference.Prompt,
            MaxTokens = outputTokens ?? inference.MaxTokens,
        };
        var bytes = new PromptBody(template, service, sized).Write(leftOut);
        return new PromptRequest(frame with { Body = bytes.Body }, bytes.Nonce);
    }

    private static string Lengthened(string prompt, int tokens)
    {
        var missing = tokens - prompt.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Length;
        return missing <= 0 ? prompt : prompt + " " + string.Join(' ', Enumerable.Range(0, missing).Select(i => Filler[i % Filler.Length]));
    }
}
