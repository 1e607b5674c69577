using System.Net;
using System.Text;
using System.Text.Json;
using SlaAgent.Http;
using SlaAgent.Tests.Hosting;
using SlaAgent.Tests.Http;

namespace SlaAgent.Tests.Gates;

/// <summary>An agent that probes ten times a second for two agreements: <c>one-sla</c> closes a gate, <c>free</c> closes none.</summary>
internal sealed class GatedAgent : IAsyncDisposable
{
    private static readonly JsonElement s_document = JsonDocument.Parse(OpenApiEndpoint.Open()).RootElement.Clone();

    private GatedAgent(FakeModelServer model, RunningAgent agent) => (Model, Agent) = (model, agent);

    public FakeModelServer Model { get; }

    public RunningAgent Agent { get; }

    public static async Task<GatedAgent> StartAsync(string agent = "", string consequences = "freeze: true")
    {
        var model = await FakeModelServer.StartAsync();
        var started = new GatedAgent(model, await RunningAgent.StartAsync(Yaml(model.Url, "99%", agent, consequences)));
        await started.UntilAsync("open");
        return started;
    }

    /// <summary>Has the model server fail until the gate is closed.</summary>
    public async Task BreachAsync()
    {
        Model.Fails = true;
        await UntilAsync("closed");
    }

    /// <summary>Ends the breach: by a promise that what was measured keeps.</summary>
    public async Task RecoverAsync(string agent = "")
    {
        Model.Fails = false;
        Assert.True((await Agent.ReloadAsync(Yaml(Model.Url, "10%", agent))).Applied);
        await UntilAsync("open");
    }

    public Task UntilAsync(string gate) => Eventually.True(() => GateAsync().GetAwaiter().GetResult() == gate, "the gate " + gate);

    /// <summary>Sends a request, and holds the answer to what the OpenAPI document says of it.</summary>
    public async Task<(HttpStatusCode Status, JsonElement Body)> AskAsync(string method, string path, string? body = null, string? described = null, string? token = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Parse(method), new Uri(Agent.Server.Address, path));
        request.Content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json");
        request.Headers.Authorization = token is null ? null : new("Bearer", token);
        using var answer = await Agent.Http.SendAsync(request);
        var responses = s_document.GetProperty("paths").GetProperty(described ?? path.Split('?')[0]).GetProperty(method.ToLowerInvariant()).GetProperty("responses");
        var content = responses.GetProperty(((int)answer.StatusCode).ToString(System.Globalization.CultureInfo.InvariantCulture)).GetProperty("content");
        var read = JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement.Clone();
        ApiSchema.AssertValid(s_document, content.GetProperty(answer.Content.Headers.ContentType!.MediaType!).GetProperty("schema"), read);
        return (answer.StatusCode, read);
    }

    public async ValueTask DisposeAsync()
    {
        await Agent.DisposeAsync();
        await Model.DisposeAsync();
    }

    private static string Yaml(Uri url, string target, string agent, string consequences = "freeze: true") =>
        Documents.Service("one", url)
        + Frozen(target, consequences)
        + Documents.Agreement("free", "one", Documents.Available())
        + Documents.Agent(("evaluation: { interval: 100ms }\n" + agent).TrimEnd());

    private static string Frozen(string target, string consequences) =>
        Documents.Agreement("one-sla", "one", $"{{ name: availability, availability: {{ probe: ready }}, target: {target}, minimumSamples: 2 }}")
            .Replace("window: { rolling: 1h }", $"window: {{ rolling: 5m }}\n  consequences: {{ {consequences} }}", StringComparison.Ordinal);

    private async Task<string?> GateAsync() => (await AskAsync("GET", "/api/v1/gate?sla=one-sla")).Body.GetProperty("gate").GetString();
}
