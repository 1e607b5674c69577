using SlaAgent.Core.Contracts;
using SlaAgent.ModelServers.Dialects;
using SlaAgent.ModelServers.Exchanges;
using SlaAgent.ModelServers.Readers;
using SlaAgent.ModelServers.Validation;

namespace SlaAgent.ModelServers.Presets;

/// <summary>Turns a preset and a probe into requests and readers.</summary>
internal static class ExchangeFactory
{
    private const string Json = "application/json";

    // A path of the user's own is asked with no knowledge of the server.
    private static readonly AnswerDialect Anything = new(new() { Body = new(AnswerRule.Any) });

    /// <summary>A health question: the preset's, or the user's path with its status alone.</summary>
    public static ProbeExchange Health(Preset preset, ModelService service, ProbeRequest.Health health)
    {
        if (health.Path is { } path)
        {
            var expectation = new ExpectationCheck(health.Expect);
            return new RepeatedExchange([Get(path)], () => new JsonAnswerReader(Anything, expectation));
        }

        var question = PresetOverriding.Question(preset, service, health)
            ?? throw new ArgumentException($"The preset {preset.Id} has no such health question.", nameof(health));
        if (question.Connect)
        {
            return new ConnectExchange();
        }

        var asked = question.Path ?? throw new ArgumentException($"The preset {preset.Id} has no health path of its own.", nameof(health));
        var dialect = new HealthDialect(question, service);
        var check = new ExpectationCheck(health.Expect.Statuses.Count > 0 ? health.Expect : health.Expect with { Statuses = question.Statuses });
        return new RepeatedExchange([Get(PathTemplate.Expand(asked, service))], () => new HealthReader(dialect, check));
    }

    /// <summary>An inference request: a prompt in the preset's form, or the user's own bodies in turn.</summary>
    public static ProbeExchange Inference(Preset preset, ModelService service, ProbeRequest.Inference inference, bool keepsChunks)
    {
        var (endpoint, path) = EndpointOf(preset, service, inference);
        var dialect = new AnswerDialect(endpoint, preset.NotReady);
        var expectation = new ExpectationCheck(inference.Expect);
        return inference.Prompt is null
            ? new RepeatedExchange(OwnBody.Requests(endpoint, path, inference), Reader(dialect, service, expectation))
            : Prompt(preset, service, inference, endpoint, path, dialect, expectation, keepsChunks);
    }

    /// <summary>Where an inference request goes, and under which path.</summary>
    public static (Endpoint Endpoint, string Path) EndpointOf(Preset preset, ModelService service, ProbeRequest.Inference inference)
    {
        var endpoint = PresetOverriding.Endpoint(preset.EndpointOf(inference), inference.Overrides);
        var isStream = inference is { Prompt: not null, Stream: true };
        var template = isStream ? endpoint.StreamPath ?? endpoint.Path : endpoint.Path;
        var path = inference.Path ?? (template is null ? null : PathTemplate.Expand(template, service))
            ?? throw new ArgumentException($"The preset {preset.Id} has no inference path of its own.", nameof(inference));
        return (endpoint, path);
    }

    /// <summary>The form in which a prompt is sent.</summary>
    public static PromptTemplate TemplateOf(Preset preset, AnswerDialect dialect, Endpoint endpoint, ProbeRequest.Inference inference) =>
        endpoint.Prompt is { } template && !(inference.Stream && dialect.Stream is null)
            ? template
            : throw new ArgumentException($"The preset {preset.Id} takes no {(inference.Stream ? "streamed " : "")}prompt.", nameof(inference));

    /// <summary>The request of a prompt, without its body.</summary>
    public static ServerRequest FrameOf(AnswerDialect dialect, Endpoint endpoint, string path, ProbeRequest.Inference inference) => new(
        inference.Method ?? endpoint.Method, path, inference.ContentType ?? endpoint.ContentType, inference.Stream ? dialect.Stream!.Accept : Json, default);

    /// <summary>Makes readers of the answers to a user's own bodies.</summary>
    public static Func<AnswerReader> Reader(AnswerDialect dialect, ModelService service, ExpectationCheck expectation) => dialect.Form.Rule switch
    {
        AnswerRule.Tensors => () => new OpenInferenceReader(dialect, new(service.Model, dialect.Form.NumbersModels), expectation),
        AnswerRule.Generated => () => new GeneratedReader(dialect, expectation, streamAsked: null, null),
        _ => () => new JsonAnswerReader(dialect, expectation),
    };

    private static PromptExchange Prompt(
        Preset preset,
        ModelService service,
        ProbeRequest.Inference inference,
        Endpoint endpoint,
        string path,
        AnswerDialect dialect,
        ExpectationCheck expectation,
        bool keepsChunks)
    {
        var template = TemplateOf(preset, dialect, endpoint, inference);
        return new PromptExchange(
            new PromptWriter(template, service, inference, FrameOf(dialect, endpoint, path, inference)),
            inference.Stream && template.Refusable is { } member ? new MemberRefusal(member) : null,
            asked => new GeneratedReader(dialect, expectation, inference.Stream, asked, keepsChunks));
    }

    private static ServerRequest Get(string path) => new("GET", path, null, null, default);
}
