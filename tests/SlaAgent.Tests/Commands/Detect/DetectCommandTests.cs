using System.Text.Json;
using SlaAgent.Core.Contracts;
using SlaAgent.DemoServer;
using SlaAgent.DemoServer.Dialects;
using SlaAgent.DemoServer.Faults;
using SlaAgent.ModelServers.Metrics;
using SlaAgent.ModelServers.Presets;
using SlaAgent.Tests.Probing;

namespace SlaAgent.Tests.Commands.Detect;

/// <summary>Detection over real sockets, against a server that answers as each of the real ones does.</summary>
public sealed class DetectCommandTests : IDisposable
{
    private readonly DetectRun _run = new();

    [Theory]
    [InlineData("vllm", "vllm", "prompt")]
    [InlineData("sglang", "sglang", "prompt")]
    [InlineData("llama.cpp", "llama.cpp", "prompt")]
    [InlineData("tgi", "tgi", "prompt")]
    [InlineData("ollama", "ollama", "prompt")]
    [InlineData("kserve-openai", "kserve-openai", "prompt")]
    [InlineData("nim", "nim", "prompt")]
    [InlineData("ray-serve", "ray-serve", "prompt")]
    [InlineData("clearml", "clearml", "prompt")]
    [InlineData("kserve-v2", "kserve-v2", "tensors")]
    [InlineData("triton", "triton", "tensors")]
    [InlineData("mlserver", "mlserver", "tensors")]
    [InlineData("kserve-v1", "kserve-v1", "")]
    [InlineData("torchserve", "torchserve", "")]
    [InlineData("mlflow", "mlflow", "")]
    [InlineData("sagemaker", "sagemaker", "")]
    [InlineData("azureml", "azureml", "")]
    [InlineData("bentoml", "bentoml", "")]
    public async Task Each_server_is_known_and_what_is_printed_is_checked_and_its_probes_succeed(string dialect, string preset, string asked)
    {
        await using var server = await DemoModelServer.StartAsync(new Uri("http://127.0.0.1:0"), options: new() { Dialect = DialectNames.Find(dialect)!.Value }, cancellationToken: Cancellation);

        var exit = await RunAsync("detect", server.Address.ToString(), "--probe");

        Assert.True(exit == 0, _run.Output + "\n" + _run.Error);
        var service = Loaded();
        Assert.Equal((preset, server.Address.Port), (service.Server, service.Url.Port));
        Assert.IsType<ProbeRequest.Health>(service.Probes[0].Request);
        Assert.Equal(asked.Length == 0 ? 1 : 2, service.Probes.Count);
        if (asked.Length > 0)
        {
            var inference = Assert.IsType<ProbeRequest.Inference>(service.Probes[1].Request);
            Assert.Equal(asked == "prompt", inference.Prompt is not null);
        }

        Assert.All(service.Probes, probe => Assert.NotNull(PresetCatalog.Prepare(service, probe)));

        Assert.Equal(TrafficCatalog.CapabilitiesOf(preset) is not null, service.Traffic is not null);
        Assert.Contains("it is " + preset, _run.Error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Seldon_Core_2_is_told_from_a_bare_MLServer_by_its_front_which_wants_the_models_name()
    {
        await using var server = await DemoModelServer.StartAsync(new Uri("http://127.0.0.1:0"), options: new() { Dialect = Dialect.Seldon }, cancellationToken: Cancellation);
        Assert.Equal(1, await RunAsync("detect", server.Address.ToString()));
        Assert.Contains("as Seldon Core 2 does, needs --model", _run.Error.ToString(), StringComparison.Ordinal);
        _run.Output.GetStringBuilder().Clear();

        Assert.True(await RunAsync("detect", server.Address.ToString(), "--model", "iris", "--probe") == 0, _run.Error.ToString());

        Assert.Equal(("seldon", "iris"), (Loaded().Server, Loaded().Model));
        Assert.Contains("probe infer: success", _run.Error.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("vllm")]
    [InlineData("tgi")]
    [InlineData("ollama")]
    [InlineData("triton")]
    [InlineData("mlserver")]
    [InlineData("kserve-v2")]
    [InlineData("kserve-v1")]
    [InlineData("sglang")]
    public async Task It_never_asks_for_an_inference_unless_told_to(string dialect)
    {
        await using var server = await DemoModelServer.StartAsync(new Uri("http://127.0.0.1:0"), options: new() { Dialect = DialectNames.Find(dialect)!.Value }, cancellationToken: Cancellation);

        Assert.Equal(0, await RunAsync("detect", server.Address.ToString()));

        Assert.Equal(0, server.Requests.Total);
    }

    [Fact]
    public async Task What_only_the_user_knows_is_there_as_a_comment_that_can_be_taken_out()
    {
        await using var server = await DemoModelServer.StartAsync(new Uri("http://127.0.0.1:0"), options: new() { Dialect = Dialect.MlFlow }, cancellationToken: Cancellation);
        Assert.Equal(0, await RunAsync("detect", server.Address.ToString()));

        var uncommented = _run.Output.ToString().Replace("    # - {", "    - {", StringComparison.Ordinal);

        Assert.NotEqual(_run.Output.ToString(), uncommented);
        Assert.Equal(2, Loaded(uncommented).Probes.Count);
    }

    [Fact]
    public async Task A_server_without_a_list_gets_the_model_that_is_named_or_a_place_for_it()
    {
        await using var server = await DemoModelServer.StartAsync(new Uri("http://127.0.0.1:0"), options: new() { Dialect = Dialect.TensorFlowServing }, cancellationToken: Cancellation);
        Assert.Equal(0, await RunAsync("detect", server.Address.ToString()));
        Assert.Contains("# the server does not list its models: write the name of yours, or give --model", _run.Output.ToString(), StringComparison.Ordinal);
        Assert.Contains("name one with --model", _run.Error.ToString(), StringComparison.Ordinal);
        Assert.Equal("tensorflow-serving", Loaded().Server);

        _run.Output.GetStringBuilder().Clear();
        Assert.Equal(0, await RunAsync("detect", server.Address.ToString(), "--model", DemoModelServer.ClassifierName, "--probe"));
        Assert.Equal(DemoModelServer.ClassifierName, Loaded().Model);
    }

    [Fact]
    public async Task A_server_without_a_list_whose_metrics_name_a_model_that_has_answered_gets_that()
    {
        await using var server = await DemoModelServer.StartAsync(new Uri("http://127.0.0.1:0"), options: new() { Dialect = Dialect.TensorFlowServing }, cancellationToken: Cancellation);
        using var client = new HttpClient();
        using var answer = await client.PostAsync(new Uri(server.Address, "v1/models/iris:predict"), new StringContent("""{"instances":[[5.1,3.5,1.4,0.2]]}"""), Cancellation);
        answer.EnsureSuccessStatusCode();

        Assert.Equal(0, await RunAsync("detect", server.Address.ToString(), "--probe"));

        Assert.Equal("iris", Loaded().Model);
    }

    [Fact]
    public async Task Json_is_the_same_document_and_is_read_too()
    {
        await using var server = await DemoModelServer.StartAsync(new Uri("http://127.0.0.1:0"), options: new() { Dialect = Dialect.KServeV2 }, cancellationToken: Cancellation);
        Assert.Equal(0, await RunAsync("detect", server.Address.ToString()));
        var yaml = Loaded();
        _run.Output.GetStringBuilder().Clear();

        Assert.Equal(0, await RunAsync("detect", server.Address.ToString(), "--output", "json"));

        using var json = JsonDocument.Parse(_run.Output.ToString());
        Assert.Equal("ModelService", json.RootElement.GetProperty("kind").GetString());
        Assert.Equal(yaml, Loaded());
    }

    [Fact]
    public async Task A_base_address_of_client_libraries_is_cut_to_what_the_presets_want()
    {
        await using var server = await DemoModelServer.StartAsync(new Uri("http://127.0.0.1:0"), options: new() { Dialect = Dialect.Vllm }, cancellationToken: Cancellation);
        Assert.Equal(0, await RunAsync("detect", server.Address + "v1"));
        Assert.Equal("/", Loaded().Url.AbsolutePath);
    }

    [Fact]
    public async Task What_answers_but_is_not_known_becomes_a_generic_service_to_start_from()
    {
        await using var server = FaultServer.Answering((connection, request) => connection.SendAsync(
            request.StartsWith("GET /healthz ", StringComparison.Ordinal) ? "HTTP/1.1 204 No Content\r\n\r\n" : "HTTP/1.1 404 Not Found\r\nContent-Length: 2\r\n\r\n{}"));

        Assert.Equal(1, await RunAsync("detect", server.Url.ToString(), "--probe"));

        var service = Loaded();
        var health = Assert.IsType<ProbeRequest.Health>(Assert.Single(service.Probes).Request);
        Assert.Equal(("http", "/healthz"), (service.Server, health.Path));
        Assert.Equal([204], health.Expect.Statuses);
        Assert.Contains("probe ready: success", _run.Error.ToString(), StringComparison.Ordinal);
        Assert.All(server.Requests, request => Assert.StartsWith("GET ", request, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_refusal_in_json_with_its_status_is_not_taken_for_TorchServe()
    {
        const string problem = """{"title":"Not Found","status":404}""";
        await using var server = FaultServer.Answering((connection, _) => connection.SendAsync(
            $"HTTP/1.1 404 Not Found\r\nContent-Type: application/problem+json\r\nContent-Length: {problem.Length}\r\n\r\n{problem}"));

        Assert.Equal(1, await RunAsync("detect", server.Url.ToString()));

        Assert.Equal("http", Loaded().Server);
    }

    [Fact]
    public async Task A_guarded_server_is_asked_with_the_secret_which_shows_nowhere()
    {
        await using var server = FaultServer.Answering((connection, request) => connection.SendAsync(
            !request.Contains("Authorization: Bearer geheim", StringComparison.Ordinal) ? "HTTP/1.1 401 Unauthorized\r\nContent-Length: 0\r\n\r\n"
            : request.StartsWith("GET /v1/models ", StringComparison.Ordinal) ? Json("""{"data":[{"id":"m-$1","owned_by":"vllm"},{"id":"a\"b\u2028","owned_by":"vllm"}]}""")
            : "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"));
        Assert.Equal(1, await RunAsync("detect", server.Url.ToString()));
        Assert.Contains("give --token-file", _run.Error.ToString(), StringComparison.Ordinal);
        _run.Output.GetStringBuilder().Clear();

        var token = Path.Combine(_run.Folder.FullName, "token");
        await File.WriteAllTextAsync(token, "geheim\n", Cancellation);
        Assert.Equal(0, await RunAsync("detect", server.Url.ToString(), "--token-file", token));

        var service = Loaded();
        Assert.Equal(("vllm", "m-$1"), (service.Server, service.Model));
        Assert.Equal(new Authentication.Bearer(token), service.Auth);
        Assert.Contains("""there are others: "a\"b\U00002028""", _run.Output.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("geheim", _run.Output.ToString() + _run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_redirect_is_not_followed()
    {
        await using var elsewhere = FaultServer.Answering((connection, _) => connection.SendAsync(Json("{}")));
        await using var server = FaultServer.Answering((connection, request) => connection.SendAsync(
            $"HTTP/1.1 302 Found\r\nLocation: {elsewhere.Url}\r\nContent-Length: 0\r\n\r\n"));

        Assert.Equal(1, await RunAsync("detect", server.Url.ToString()));

        Assert.Equal(0, elsewhere.Connections);
        Assert.Equal("http", Loaded().Server);
    }

    [Theory]
    [InlineData("")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 9999999\r\n\r\n[[[[[[")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n")]
    [InlineData("SSH-2.0-OpenSSH_9.6\r\n")]
    public async Task Whatever_answers_ends_in_one_of_the_exit_codes(string answer)
    {
        await using var server = new FaultServer(async connection =>
        {
            await connection.ReadRequestAsync();
            await connection.SendAsync(answer);
        });

        Assert.True(await RunAsync("detect", server.Url.ToString(), "--timeout", "0.3") is 0 or 1 or 3, _run.Error.ToString());
        Assert.DoesNotContain("   at ", _run.Error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_that_answers_is_3_and_nothing_is_printed()
    {
        var server = new FaultServer(_ => Task.CompletedTask);
        await server.DisposeAsync();

        Assert.Equal(3, await RunAsync("detect", server.Url.ToString()));
        Assert.Equal("", _run.Output.ToString());
        Assert.Contains("nothing answers at", _run.Error.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("A gRPC address needs its port", "grpc://127.0.0.1")]
    [InlineData("A gRPC address has no path", "grpcs://127.0.0.1:8001/v2")]
    [InlineData("URL is not an absolute address", "127.0.0.1:8000")]
    [InlineData("URL must begin with http", "ftp://127.0.0.1")]
    [InlineData("User information", "http://a:b@127.0.0.1")]
    [InlineData("leave out what follows ?", "http://127.0.0.1/?a=b")]
    [InlineData("go together", "http://127.0.0.1:1", "--header", "x-api-key")]
    [InlineData("Give one of", "http://127.0.0.1:1", "--token-file", "a", "--user", "b", "--password-file", "c")]
    [InlineData("0.1 to 60", "http://127.0.0.1:1", "--timeout", "0")]
    public async Task Wrong_use_is_2(string said, params string[] arguments)
    {
        Assert.Equal(2, await RunAsync(["detect", .. arguments]));
        Assert.Contains(said, _run.Error.ToString(), StringComparison.Ordinal);
        Assert.Equal("", _run.Output.ToString());
    }

    [Fact]
    public async Task A_secret_that_cannot_be_read_is_2()
    {
        await using var server = FaultServer.Answering((connection, _) => connection.SendAsync(Json("{}")));
        Assert.Equal(2, await RunAsync("detect", server.Url.ToString(), "--token-file", Path.Combine(_run.Folder.FullName, "none")));
        Assert.Empty(server.Requests);
    }

    public void Dispose() => _run.Dispose();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static string Json(string body) => $"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {System.Text.Encoding.Latin1.GetByteCount(body)}\r\n\r\n{body}";

    private Task<int> RunAsync(params string[] arguments) => _run.RunAsync(arguments);

    private ModelService Loaded(string? text = null) => _run.Loaded(text);
}
