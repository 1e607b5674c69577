using Google.Protobuf;
using SlaAgent.Core.Contracts;
using SlaAgent.Core.Samples;
using SlaAgent.ModelServers.Exchanges;
using SlaAgent.ModelServers.Grpc;
using SlaAgent.Protocols.Grpc;

namespace SlaAgent.ModelServers.Tests.Grpc;

public sealed class GrpcExchangesTests
{
    private static readonly ProbeRequest.Health Health = new(null);

    [Fact]
    public void A_health_probe_asks_for_the_model_the_server_or_the_service()
    {
        Assert.Equal(("/inference.GRPCInferenceService/ModelReady", new ModelReadyRequest { Name = "m" }), Asked(GrpcReading.Prepare(Health), ModelReadyRequest.Parser));
        Assert.Equal(("/inference.GRPCInferenceService/ServerReady", new ServerReadyRequest()), Asked(GrpcReading.Prepare(Health, model: null), ServerReadyRequest.Parser));
        Assert.Equal(("/grpc.health.v1.Health/Check", new HealthCheckRequest { Service = "m" }), Asked(GrpcReading.Prepare(Health, "grpc-health"), HealthCheckRequest.Parser));
        Assert.Equal(("/grpc.health.v1.Health/Check", new HealthCheckRequest()), Asked(GrpcReading.Prepare(Health, "grpc-health", null), HealthCheckRequest.Parser));
    }

    [Fact]
    public void An_inference_probe_names_its_model_and_itself_and_takes_its_bodies_in_turn()
    {
        var exchange = GrpcReading.Prepare(new ProbeRequest.Inference { Bodies = [GrpcReading.Body, GrpcReading.Body.Replace("{\"inputs\"", "{\"id\":\"7\",\"inputs\"", StringComparison.Ordinal)] });

        var (path, first) = Asked(exchange, ModelInferRequest.Parser);
        var (_, second) = Asked(exchange, ModelInferRequest.Parser);

        Assert.Equal("/inference.GRPCInferenceService/ModelInfer", path);
        Assert.Equal(("m", "slaagent/s/p"), (first.ModelName, first.Id));
        Assert.Equal("7", second.Id);
        Assert.Equal(first, Asked(exchange, ModelInferRequest.Parser).Message);
    }

    [Fact]
    public void Only_a_yes_is_ready()
    {
        Assert.Equal(Outcome.Success, GrpcReading.Prepare(Health).NewReader().Read(new ModelReadyResponse { Ready = true }).Outcome);
        Assert.Equal("the server says of the model m ready: false", GrpcReading.Prepare(Health).NewReader().Read(new ModelReadyResponse()).Detail);
        Assert.Equal("the server says ready: false", GrpcReading.Prepare(Health, model: null).NewReader().Read(new ServerReadyResponse()).Detail);
        foreach (var status in Enum.GetValues<HealthCheckResponse.Types.ServingStatus>())
        {
            var answer = GrpcReading.Prepare(Health, "grpc-health").NewReader().Read(new HealthCheckResponse { Status = status });
            Assert.Equal(status == HealthCheckResponse.Types.ServingStatus.Serving ? Outcome.Success : Outcome.NotReady, answer.Outcome);
        }
    }

    [Fact]
    public void A_field_of_the_metadata_that_servers_use_differently_is_passed_over()
    {
        // Field 6: a map of strings in the specification, of parameters in MLServer.
        var metadata = ModelMetadataResponse.Parser.ParseFrom([0x0A, 0x01, (byte)'m', 0x32, 0x05, 0x0A, 0x01, (byte)'k', 0x12, 0x00]);
        Assert.Equal("m", metadata.Name);
    }

    [Fact]
    public void What_a_preset_cannot_do_is_refused() =>
        Assert.Throws<ArgumentException>(() => GrpcReading.Prepare(new ProbeRequest.Inference { Bodies = [GrpcReading.Body] }, "grpc-health"));

    private static (string Path, T Message) Asked<T>(ProbeExchange exchange, MessageParser<T> parser)
        where T : IMessage<T>
    {
        var request = exchange.NextRequest();
        Assert.Equal(("POST", "application/grpc"), (request.Method, request.ContentType));
        Assert.True(MessageFrame.TryReadPrefix(request.Body.Span, out var compressed, out var length));
        Assert.False(compressed);
        Assert.Equal(request.Body.Length - MessageFrame.PrefixBytes, (int)length);
        return (request.PathAndQuery, parser.ParseFrom(request.Body.Span[MessageFrame.PrefixBytes..]));
    }
}
