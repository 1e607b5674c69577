using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using SlaAgent.Core.Contracts;
using SlaAgent.Core.Samples;
using SlaAgent.ModelServers.Exchanges;
using SlaAgent.ModelServers.Presets;

namespace SlaAgent.ModelServers.Tests;

/// <summary>Plays the transport: prepares a probe of a preset and gives its reader an answer.</summary>
internal static partial class Reading
{
    public const string Stream = "text/event-stream; charset=utf-8";
    public const string Json = "application/json";

    public static readonly TimeSpan End = TimeSpan.FromSeconds(9);

    public static ModelService Service(string server, string? model = "m", string? version = null) => new()
    {
        Name = "s",
        Server = server,
        Url = new Uri("http://127.0.0.1:1"),
        Model = model,
        ModelVersion = version,
        Probes = [],
    };

    public static ProbeRequest.Inference Prompt(bool stream = true, Expectation? expect = null) =>
        new() { Prompt = "Say OK.", MaxTokens = 8, Stream = stream, Expect = expect ?? new() };

    public static ProbeRequest.Inference Body(string body = "{}", Expectation? expect = null) =>
        new() { Bodies = [body], Path = "/x", Expect = expect ?? new() };

    public static ProbeExchange Prepare(string server, ProbeRequest request, string? model = "m", string? version = null, bool keepsChunks = false) =>
        PresetCatalog.Prepare(Service(server, model, version), new Probe("p", TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(5), request), keepsChunks);

    public static AnswerReader Reader(string server, ProbeRequest request, string? model = "m", bool keepsChunks = false)
    {
        var exchange = Prepare(server, request, model, keepsChunks: keepsChunks);
        exchange.NextRequest();
        return exchange.NewReader();
    }

    public static AnswerReader StreamReader(Expectation? expect = null) => Reader("vllm", Prompt(true, expect));

    public static string BodyOf(ServerRequest request) => Encoding.UTF8.GetString(request.Body.Span);

    /// <summary>Compares a body with the one expected, the characters that change with every request left out.</summary>
    public static void EqualBody(string expected, ServerRequest request)
    {
        var body = BodyOf(request);
        using var wanted = JsonDocument.Parse(expected);
        using var sent = JsonDocument.Parse(Nonce().Replace(body, ""));
        Assert.True(JsonElement.DeepEquals(wanted.RootElement, sent.RootElement), body);
    }

    /// <summary>The whole answer as one piece.</summary>
    public static Answer Read(this AnswerReader reader, string body, string? contentType = Json, int status = 200, Outcome? failure = null) =>
        reader.Read(Encoding.UTF8.GetBytes(body), contentType, status, failure);

    public static Answer Read(this AnswerReader reader, ReadOnlySpan<byte> body, string? contentType = Json, int status = 200, Outcome? failure = null)
    {
        reader.OnHead(status, contentType);
        if (!body.IsEmpty)
        {
            reader.OnBody(body, TimeSpan.FromMilliseconds(10));
        }

        return reader.Complete(failure, failure?.Name(), End);
    }

    /// <summary>A stream whose events come one by one, 10 ms apart, the first at 10 ms.</summary>
    public static Answer ReadEvents(this AnswerReader reader, params string[] events) => reader.ReadEvents(null, events);

    public static Answer ReadEvents(this AnswerReader reader, Outcome? failure, string[] events)
    {
        reader.OnHead(200, Stream);
        for (var i = 0; i < events.Length; i++)
        {
            reader.OnBody(Encoding.UTF8.GetBytes(events[i] + "\n\n"), TimeSpan.FromMilliseconds(10 * (i + 1)));
        }

        return reader.Complete(failure, failure?.Name(), End);
    }

    public static string Delta(string delta, string finish = "null", int index = 0) =>
        $$$"""data: {"object":"chat.completion.chunk","choices":[{"index":{{{index}}},"delta":{{{delta}}},"finish_reason":{{{finish}}}}]}""";

    /// <summary>What a prompt begins with.</summary>
    [GeneratedRegex(@"\[[0-9a-f]{12}\] ")]
    public static partial Regex Nonce();

    public static string Content(string text) => Delta($$"""{"content":"{{text}}"}""");
}
