using System.Text;
using SlaAgent.Core.Contracts;
using SlaAgent.ModelServers.Exchanges;
using SlaAgent.ModelServers.Readers;
using SlaAgent.ModelServers.Validation;

namespace SlaAgent.ModelServers.Presets;

/// <summary>Turns a preset and a probe into requests and readers.</summary>
internal static class ExchangeFactory
{
    private const string Json = "application/json";
    private const string EventStream = "text/event-stream";

    /// <summary>A health question: the preset's, or the user's path with its status alone.</summary>
    public static ProbeExchange Health(Preset preset, ModelService service, ProbeRequest.Health health)
    {
        var expectation = new ExpectationCheck(health.Expect);
        if (health.Path is { } path)
        {
            return new RepeatedExchange([Get(path)], () => new PlainReader(expectation));
        }

        var question = preset.HealthOf(service)
            ?? throw new ArgumentException($"The preset {preset.Id} has no health path of its own.", nameof(health));
        return new RepeatedExchange(
            [Get(PathTemplate.Expand(question.Path, service))],
            () => new HealthReader(question, service.Model, expectation));
    }

    /// <summary>An inference request: a prompt in the preset's form, or the user's own bodies in turn.</summary>
    public static ProbeExchange Inference(Preset preset, ModelService service, ProbeRequest.Inference inference, bool keepsChunks)
    {
        var path = inference.Path ?? (preset.Inference.Path is { } template ? PathTemplate.Expand(template, service) : null)
            ?? throw new ArgumentException($"The preset {preset.Id} has no inference path of its own.", nameof(inference));
        var expectation = new ExpectationCheck(inference.Expect);
        return inference.Prompt is null
            ? new RepeatedExchange(Bodies(path, inference), Reader(preset.Inference.Dialect, service, expectation))
            : Prompt(preset, service, inference, path, expectation, keepsChunks);
    }

    private static ProbeExchange Prompt(Preset preset, ModelService service, ProbeRequest.Inference inference, string path, ExpectationCheck expectation, bool keepsChunks)
    {
        if (preset.Inference.Dialect != AnswerDialect.OpenAi)
        {
            throw new ArgumentException($"The preset {preset.Id} takes no prompt.", nameof(inference));
        }

        var plain = Request(askUsage: false);
        return inference.Stream
            ? new PromptExchange(Request(askUsage: true), plain, expectation, keepsChunks)
            : new RepeatedExchange([plain], () => new CompletionReader(expectation, streamAsked: false, null));

        ServerRequest Request(bool askUsage) => new(
            inference.Method ?? "POST",
            path,
            inference.ContentType ?? Json,
            inference.Stream ? EventStream : Json,
            PromptBody.Write(path, service.Model, inference, askUsage));
    }

    private static ServerRequest[] Bodies(string path, ProbeRequest.Inference inference)
    {
        if (inference.Bodies.Count == 0)
        {
            return [new(inference.Method ?? "GET", path, null, null, default)];
        }

        return [.. inference.Bodies.Select(body => new ServerRequest(
            inference.Method ?? "POST", path, inference.ContentType ?? Json, null, Encoding.UTF8.GetBytes(body)))];
    }

    private static Func<AnswerReader> Reader(AnswerDialect dialect, ModelService service, ExpectationCheck expectation) => dialect switch
    {
        AnswerDialect.OpenInference => () => new OpenInferenceReader(service.Model, expectation),
        AnswerDialect.OpenAi => () => new CompletionReader(expectation, streamAsked: null, null),
        _ => () => new PlainReader(expectation),
    };

    private static ServerRequest Get(string path) => new("GET", path, null, null, default);
}
