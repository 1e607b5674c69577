using System.Text;
using Google.Protobuf;
using SlaAgent.Core.Contracts;
using SlaAgent.ModelServers.Examples;
using SlaAgent.ModelServers.Exchanges;
using SlaAgent.ModelServers.Presets;
using SlaAgent.ModelServers.Readers;
using SlaAgent.ModelServers.Validation;
using SlaAgent.Protocols.Grpc;

namespace SlaAgent.ModelServers.Grpc;

/// <summary>Turns a probe of a gRPC service into its calls and their readers.</summary>
internal static class GrpcExchanges
{
    /// <summary>Where an answer about a model says its version, over REST and as the JSON of a gRPC answer.</summary>
    public const string VersionField = "$.model_version";

    private const string Inference = "/inference.GRPCInferenceService/";

    /// <summary>What of a request keeps it from going over gRPC, in words; null for nothing.</summary>
    /// <param name="body">The REST form's JSON.</param>
    /// <param name="raw">Whether its data go as raw contents.</param>
    public static string? Problem(string body, bool raw)
    {
        try
        {
            InferenceRequestReader.Read(body, raw);
            return null;
        }
        catch (FormatException e)
        {
            return e.Message;
        }
    }

    /// <summary>Makes a probe ready.</summary>
    /// <param name="preset">The service's preset.</param>
    /// <param name="service">The service.</param>
    /// <param name="probe">The probe.</param>
    /// <exception cref="ArgumentException">The preset cannot do over gRPC what the probe asks; a checked configuration never asks it.</exception>
    public static ProbeExchange Prepare(Preset preset, ModelService service, Probe probe) => (preset.Grpc, probe.Request) switch
    {
        (GrpcForm.HealthCheck, ProbeRequest.Health) => HealthCheck(service, probe),
        (GrpcForm.OpenInference, ProbeRequest.Health { Signal: HealthSignal.Live }) => ServerLive(probe),
        (GrpcForm.OpenInference, ProbeRequest.Health { Signal: HealthSignal.Ready }) => ServerReady(probe),
        (GrpcForm.OpenInference, ProbeRequest.Health { Signal: not HealthSignal.Listing }) => service.Model is null ? ServerReady(probe) : ModelReady(service, probe),
        (GrpcForm.OpenInference, ProbeRequest.Inference inference) => ModelInfer(preset, service, probe, inference),
        _ => throw new ArgumentException($"The preset {service.Server} has no such probe over gRPC.", nameof(probe)),
    };

    /// <summary>How examples are asked about.</summary>
    /// <param name="preset">The service's preset.</param>
    /// <param name="service">The service.</param>
    /// <param name="probe">The evaluation, whose one body is a template.</param>
    /// <exception cref="ArgumentException">The preset cannot do over gRPC what the probe asks; a checked configuration never asks it.</exception>
    public static ExampleForm Examples(Preset preset, ModelService service, EvaluationProbe probe) =>
        preset.Grpc == GrpcForm.OpenInference && probe.Request.Bodies.Count > 0
            ? new(
                probe.Request.Bodies[0],
                IsPrompt: false,
                filled => Infer(service, probe.Name, InferenceRequestReader.Read(Encoding.UTF8.GetString(filled.Span), probe.Request.RawContents)),
                expectation => new InferenceReader(Expected(preset, service), preset.NotReady, expectation, probe.Timeout),
                [JsonPath.ParseAny(VersionField)])
            : throw new ArgumentException($"The preset {service.Server} takes no such examples over gRPC.", nameof(probe));

    private static RepeatedExchange HealthCheck(ModelService service, Probe probe) => Readiness(
        "/grpc.health.v1.Health/Check",
        new HealthCheckRequest { Service = service.Model ?? "" },
        message => HealthCheckResponse.Parser.ParseFrom(message).Status is var status && status == HealthCheckResponse.Types.ServingStatus.Serving
            ? null
            : $"the server says {NameOf(status)}",
        probe);

    private static RepeatedExchange ServerLive(Probe probe) => Readiness(
        Inference + "ServerLive",
        new ServerLiveRequest(),
        message => ServerLiveResponse.Parser.ParseFrom(message).Live ? null : "the server says live: false",
        probe);

    private static RepeatedExchange ServerReady(Probe probe) => Readiness(
        Inference + "ServerReady",
        new ServerReadyRequest(),
        message => ServerReadyResponse.Parser.ParseFrom(message).Ready ? null : "the server says ready: false",
        probe);

    private static RepeatedExchange ModelReady(ModelService service, Probe probe) => Readiness(
        Inference + "ModelReady",
        new ModelReadyRequest { Name = service.Model, Version = service.ModelVersion ?? "" },
        message => ModelReadyResponse.Parser.ParseFrom(message).Ready ? null : $"the server says of the model {service.Model} ready: false",
        probe);

    private static RepeatedExchange ModelInfer(Preset preset, ModelService service, Probe probe, ProbeRequest.Inference inference)
    {
        var expectation = new ExpectationCheck(inference.Expect);
        return new(
            [.. inference.Bodies.Select(body => Infer(service, probe.Name, Read(body, inference.RawContents)))],
            () => new InferenceReader(Expected(preset, service), preset.NotReady, expectation, probe.Timeout));
    }

    private static ExpectedModel Expected(Preset preset, ModelService service) => new(service.Model, preset.Endpoints[0].Body.NumbersModels);

    private static ServerRequest Infer(ModelService service, string probe, ModelInferRequest message)
    {
        message.ModelName = service.Model ?? "";
        message.ModelVersion = service.ModelVersion ?? "";
        if (message.Id.Length == 0)
        {
            // So that whoever reads the server's log knows whose request it was.
            message.Id = $"slaagent/{service.Name}/{probe}";
        }

        return Call(Inference + "ModelInfer", message);
    }

    private static ModelInferRequest Read(string body, bool raw)
    {
        try
        {
            return InferenceRequestReader.Read(body, raw);
        }
        catch (FormatException e)
        {
            throw new ArgumentException(e.Message, nameof(body), e);
        }
    }

    private static RepeatedExchange Readiness(string path, IMessage question, Denial denial, Probe probe) =>
        new([Call(path, question)], () => new ReadinessReader(denial, probe.Timeout));

    private static ServerRequest Call(string path, IMessage message) => new("POST", path, "application/grpc", null, MessageFrame.Write(message));

    private static string NameOf(HealthCheckResponse.Types.ServingStatus status) => status switch
    {
        HealthCheckResponse.Types.ServingStatus.NotServing => "NOT_SERVING",
        HealthCheckResponse.Types.ServingStatus.ServiceUnknown => "SERVICE_UNKNOWN",
        HealthCheckResponse.Types.ServingStatus.Unknown => "UNKNOWN",
        var other => FormattableString.Invariant($"status {(int)other}"),
    };
}
