using System.Text.Json;
using SlaAgent.Core.Contracts;
using SlaAgent.Core.Samples;
using SlaAgent.DemoServer;
using SlaAgent.DemoServer.Faults;
using SlaAgent.ModelServers.Presets;
using SlaAgent.Probing;

namespace SlaAgent.Tests.Probing.Http2;

/// <summary>The presets' gRPC form against a real server.</summary>
public sealed class GrpcServiceTests : IAsyncLifetime
{
    private const string Flower = """{"inputs":[{"name":"flowers","shape":[1,4],"datatype":"FP64","data":[[5.1,3.5,1.4,0.2]]}]}""";

    private static readonly ProbeRequest.Health Health = new(null);

    private static readonly Expectation Setosa = new()
    {
        Json = [new("$.outputs[0].data[0]", "0", null, 0, null), new("$.outputs[1].data[0]", null, 0.97, 0.03, null), new("$.outputs[1].data", null, null, 0, 3)],
    };

    private DemoModelServer _server = null!;

    public async ValueTask InitializeAsync() => _server = await DemoModelServer.StartAsync(new Uri("http://127.0.0.1:0"), cancellationToken: TestContext.Current.CancellationToken);

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Theory]
    [InlineData("kserve-v2", "iris")]
    [InlineData("grpc-health", "iris")]
    [InlineData("grpc-health", null)]
    public async Task Health_is_what_the_server_says(string preset, string? model)
    {
        var well = await ProbeAsync(Health, model, preset);
        _server.Faults.Current = new FaultSet { HealthFailing = true };
        var ill = await ProbeAsync(Health, model, preset);

        Assert.Equal((Outcome.Success, null), (well.Result.Outcome, well.Result.Detail));
        Assert.Equal(Outcome.NotReady, ill.Result.Outcome);
        Assert.Equal(preset == "grpc-health" ? "the server says NOT_SERVING" : "the server says of the model iris ready: false", ill.Result.Detail);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task One_request_and_one_expectation_hold_over_gRPC_as_over_REST(bool raw)
    {
        var request = new ProbeRequest.Inference { Bodies = [Flower], Expect = Setosa, RawContents = raw };

        var grpc = await ProbeAsync(request, "iris");
        var rest = await ProbeAsync(request with { RawContents = false }, "iris", url: _server.Address);

        Assert.Equal((Outcome.Success, null), (grpc.Result.Outcome, grpc.Result.Detail));
        Assert.Equal((Outcome.Success, null), (rest.Result.Outcome, rest.Result.Detail));
        using var one = JsonDocument.Parse(grpc.Text!);
        using var other = JsonDocument.Parse(rest.Text!);
        Assert.True(JsonElement.DeepEquals(one.RootElement.GetProperty("outputs"), other.RootElement.GetProperty("outputs")), grpc.Text);
        Assert.Equal("slaagent/chat/ready", one.RootElement.GetProperty("id").GetString());
    }

    [Fact]
    public async Task A_wrong_prediction_is_an_invalid_response_over_both()
    {
        _server.Faults.Current = new FaultSet { WrongPrediction = true };
        var request = new ProbeRequest.Inference { Bodies = [Flower], Expect = Setosa };

        var grpc = (await ProbeAsync(request, "iris")).Result;
        var rest = (await ProbeAsync(request, "iris", url: _server.Address)).Result;

        Assert.Equal((Outcome.InvalidResponse, "$.outputs[0].data[0] is 1, expected 0"), (grpc.Outcome, grpc.Detail));
        Assert.Equal((rest.Outcome, rest.Detail), (grpc.Outcome, grpc.Detail));
    }

    [Fact]
    public async Task A_model_that_the_server_does_not_have_is_an_error_of_both_questions()
    {
        var ready = (await ProbeAsync(Health, "rose")).Result;
        var inference = (await ProbeAsync(new ProbeRequest.Inference { Bodies = [Flower] }, "rose")).Result;

        Assert.Equal((Outcome.Http4xx, "NOT_FOUND: Model not found; this server has 'iris' and 'breast-cancer'"), (ready.Outcome, ready.Detail));
        Assert.Equal((ready.Outcome, ready.Detail), (inference.Outcome, inference.Detail));
    }

    [Theory]
    [InlineData(500, Outcome.GrpcError, "INTERNAL: inference failed (a fault was asked for)")]
    [InlineData(429, Outcome.Http429, "RESOURCE_EXHAUSTED: inference failed (a fault was asked for)")]
    [InlineData(503, Outcome.GrpcError, "UNAVAILABLE: inference failed (a fault was asked for)")]
    public async Task A_status_other_than_OK_is_the_outcome(int fault, Outcome outcome, string detail)
    {
        _server.Faults.Current = new FaultSet { ErrorShare = 1, ErrorStatus = fault };

        var result = (await ProbeAsync(new ProbeRequest.Inference { Bodies = [Flower] }, "iris")).Result;

        Assert.Equal((outcome, detail), (result.Outcome, result.Detail));
    }

    [Fact]
    public async Task A_hanging_inference_behind_good_health_ends_at_the_deadline()
    {
        _server.Faults.Current = new FaultSet { Hang = true };

        var inference = (await ProbeAsync(new ProbeRequest.Inference { Bodies = [Flower] }, "iris", timeout: TimeSpan.FromMilliseconds(300))).Result;
        var health = (await ProbeAsync(Health, "iris")).Result;

        Assert.Equal(Outcome.TimeoutFirstByte, inference.Outcome);
        Assert.Equal(Outcome.Success, health.Outcome);
        await Eventually.True(() => _server.RequestsInProgress == 0, "the call that was given up has ended at the server");
    }

    [Fact]
    public async Task A_connection_that_the_server_closes_is_a_connection_error()
    {
        _server.Faults.Current = new FaultSet { AbortConnections = true };
        Assert.Equal(Outcome.ConnectionError, (await ProbeAsync(Health, "iris")).Result.Outcome);
    }

    private async Task<ProbeRun> ProbeAsync(ProbeRequest request, string? model, string preset = "kserve-v2", Uri? url = null, TimeSpan? timeout = null)
    {
        var service = ProbeSetup.Service(url ?? _server.GrpcAddress) with { Server = preset, Model = model };
        var probe = ProbeSetup.Probe(timeout) with { Request = request };
        using var transport = new ProbeTransport(service, probe, PresetCatalog.Prepare(service, probe), TimeProvider.System);
        return await transport.SendAsync();
    }
}
