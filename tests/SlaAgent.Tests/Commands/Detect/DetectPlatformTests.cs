using SlaAgent.Commands.Detect;
using SlaAgent.DemoServer;
using SlaAgent.DemoServer.Dialects;
using SlaAgent.ModelServers.Presets;

namespace SlaAgent.Tests.Commands.Detect;

/// <summary>What the environment of a container of Vertex AI says: on the wire it has no mark.</summary>
public sealed class DetectPlatformTests : IDisposable
{
    private readonly DetectRun _run = new();
    private readonly Dictionary<string, string> _environment = new() { ["AIP_HEALTH_ROUTE"] = "/health", ["AIP_PREDICT_ROUTE"] = "/predict" };

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_routes_of_the_environment_make_it_vertex_with_an_address_and_without(bool written)
    {
        await using var server = await StartAsync(Dialect.Vertex);
        if (!written)
        {
            _environment["AIP_HTTP_PORT"] = server.Address.Port.ToString(System.Globalization.CultureInfo.InvariantCulture);
        }

        Assert.True(await DetectAsync(written ? [server.Address.ToString()] : []) == 0, _run.Error.ToString());

        var service = _run.Loaded(variables: _environment.GetValueOrDefault);
        Assert.Equal(("vertex", server.Address.Port), (service.Server, service.Url.Port));
        Assert.Equal(["/health"], service.Probes.Select(probe => PresetCatalog.Prepare(service, probe).NextRequest().PathAndQuery));
        Assert.Contains("it is vertex: the path of AIP_HEALTH_ROUTE answers, /health", _run.Error.ToString(), StringComparison.Ordinal);
        var whole = _run.Loaded(_run.Output.ToString().Replace("    # - {", "    - {", StringComparison.Ordinal), _environment.GetValueOrDefault);
        Assert.Equal(["/health", "/predict"], whole.Probes.Select(probe => PresetCatalog.Prepare(whole, probe).NextRequest().PathAndQuery));
    }

    [Fact]
    public async Task Without_the_environment_it_is_only_something_that_answers()
    {
        await using var server = await StartAsync(Dialect.Vertex);
        _environment.Clear();

        Assert.Equal(1, await DetectAsync(server.Address.ToString()));

        Assert.Equal("http", _run.Loaded().Server);
    }

    [Fact]
    public async Task A_server_that_says_what_it_is_is_that_on_a_platform_too()
    {
        await using var server = await StartAsync(Dialect.Vllm);

        Assert.Equal(0, await DetectAsync(server.Address.ToString()));

        Assert.Equal("vllm", _run.Loaded().Server);
    }

    [Theory]
    [InlineData(null, "URL is missing: write it as http://127.0.0.1:8000, or set AIP_HTTP_PORT")]
    [InlineData("canary", "AIP_HTTP_PORT is not a port")]
    [InlineData("65536", "AIP_HTTP_PORT is not a port")]
    public void No_address_from_anywhere_is_wrong_use(string? port, string said)
    {
        if (port is not null)
        {
            _environment["AIP_HTTP_PORT"] = port;
        }

        Assert.Contains(said, Assert.Single(Command().Parse([]).Errors).Message, StringComparison.Ordinal);
    }

    public void Dispose() => _run.Dispose();

    private static Task<DemoModelServer> StartAsync(Dialect dialect) =>
        DemoModelServer.StartAsync(new Uri("http://127.0.0.1:0"), options: new() { Dialect = dialect }, cancellationToken: TestContext.Current.CancellationToken);

    private System.CommandLine.Command Command() => DetectCommand.Create(_run.Output, _run.Error, _environment.GetValueOrDefault);

    private Task<int> DetectAsync(params string[] arguments) => Command().Parse(arguments).InvokeAsync(cancellationToken: TestContext.Current.CancellationToken);
}
