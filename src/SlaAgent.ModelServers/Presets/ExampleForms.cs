using System.Text;
using SlaAgent.Core.Contracts;
using SlaAgent.ModelServers.Dialects;
using SlaAgent.ModelServers.Examples;
using SlaAgent.ModelServers.Readers;

namespace SlaAgent.ModelServers.Presets;

/// <summary>How a server of a preset is asked about examples over HTTP.</summary>
internal static class ExampleForms
{
    /// <summary>The form.</summary>
    /// <exception cref="ArgumentException">The preset cannot do what is asked; a checked configuration never asks it.</exception>
    public static ExampleForm Of(Preset preset, ModelService service, ProbeRequest.Inference inference)
    {
        var (endpoint, path) = ExchangeFactory.EndpointOf(preset, service, inference);
        var dialect = new AnswerDialect(endpoint, preset.NotReady);
        return inference.Prompt is null ? Body(dialect, service, endpoint, path, inference) : Prompt(preset, dialect, service, endpoint, path, inference);
    }

    private static ExampleForm Body(AnswerDialect dialect, ModelService service, Endpoint endpoint, string path, ProbeRequest.Inference inference)
    {
        var request = OwnBody.Requests(endpoint, path, inference)[0];
        return new(
            Encoding.UTF8.GetString(request.Body.Span),
            IsPrompt: false,
            filled => request with { Body = filled },
            expectation => ExchangeFactory.Reader(dialect, service, expectation)(),
            dialect.Versions);
    }

    /// <summary>
    /// Prompts are sent as they are: characters that keep a server from its caches would be a part of the question, and nobody measures the time. Nor is
    /// the usage of tokens asked for, which some servers refuse.
    /// </summary>
    private static ExampleForm Prompt(Preset preset, AnswerDialect dialect, ModelService service, Endpoint endpoint, string path, ProbeRequest.Inference inference)
    {
        var template = ExchangeFactory.TemplateOf(preset, dialect, endpoint, inference);
        var frame = ExchangeFactory.FrameOf(dialect, endpoint, path, inference);
        return new(
            inference.Prompt!,
            IsPrompt: true,
            filled =>
            {
                var asked = inference with { Prompt = Encoding.UTF8.GetString(filled.Span), CacheAllowed = true };
                return frame with { Body = new PromptBody(template, service, asked).Write(template.Refusable).Body };
            },
            expectation => new GeneratedReader(dialect, expectation, inference.Stream, refusal: null),
            dialect.Versions);
    }
}
