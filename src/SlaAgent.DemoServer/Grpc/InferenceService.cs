using Google.Protobuf;
using Microsoft.AspNetCore.Http;
using SlaAgent.DemoServer.Http;
using SlaAgent.DemoServer.OpenInference;
using SlaAgent.Protocols.Grpc;

namespace SlaAgent.DemoServer.Grpc;

/// <summary>The Open Inference Protocol over gRPC, and gRPC's own health check, with the model and the faults of the REST form.</summary>
internal sealed class InferenceService(ServerParts parts)
{
    private readonly IrisModel _model = new();
    private readonly InferenceGate _gate = new(parts);

    public ServerLiveResponse Live() => new() { Live = IsHealthy };

    public ServerReadyResponse Ready() => new() { Ready = IsHealthy };

    public ModelReadyResponse Ready(ModelReadyRequest request)
    {
        CheckModel(request.Name, request.Version);
        return new() { Ready = IsHealthy };
    }

    public static ServerMetadataResponse Server() =>
        new() { Name = "slaagent-demo", Version = typeof(InferenceService).Assembly.GetName().Version?.ToString(3) ?? "" };

    public ModelMetadataResponse Model(ModelMetadataRequest request)
    {
        CheckModel(request.Name, request.Version);
        return new()
        {
            Name = IrisModel.Name,
            Versions = { IrisModel.Version },
            Platform = "slaagent-demo",
            Inputs = { Tensor("measurements", "FP64", _model.Features) },
            Outputs = { Tensor(InferenceRequest.PredictedClass, "INT64", 1), Tensor(InferenceRequest.Probabilities, "FP64", _model.Classes) },
        };
    }

    /// <summary>Knows the server, by no name, and the model.</summary>
    public HealthCheckResponse Check(HealthCheckRequest request)
    {
        if (request.Service is not ("" or IrisModel.Name))
        {
            throw new CallRefusedException(CallRefusedException.NotFound, "unknown service; this server has 'iris'");
        }

        return new() { Status = IsHealthy ? HealthCheckResponse.Types.ServingStatus.Serving : HealthCheckResponse.Types.ServingStatus.NotServing };
    }

    public async Task InferAsync(HttpContext context, CancellationToken cancellationToken)
    {
        var faults = parts.Faults.Current;
        var verdict = await _gate.PassAsync(context, faults, cancellationToken).ConfigureAwait(false);
        if (verdict.Gone)
        {
            return;
        }

        if (verdict.ErrorStatus is { } status)
        {
            throw new CallRefusedException(CallRefusedException.StatusOf(status), "inference failed (a fault was asked for)");
        }

        var request = await UnaryCall.ReadAsync(context, ModelInferRequest.Parser, cancellationToken).ConfigureAwait(false);
        CheckModel(request.ModelName, request.ModelVersion);
        var rows = InputRows.Read(request, _model.Features);
        var probabilities = rows.Select(row => _model.Probabilities(row, faults.WrongPrediction)).ToArray();
        var raw = parts.Options.RawGrpcOutputs || request.RawInputContents.Count > 0;
        IMessage response = InferenceResponse.Write(request, probabilities, raw);
        await UnaryCall.AnswerAsync(context, response, cancellationToken).ConfigureAwait(false);
    }

    private bool IsHealthy => !parts.Faults.Current.HealthFailing;

    private static void CheckModel(string name, string version)
    {
        if (name != IrisModel.Name)
        {
            throw new CallRefusedException(CallRefusedException.NotFound, "Model not found; this server has 'iris'");
        }

        if (version is not ("" or IrisModel.Version))
        {
            throw new CallRefusedException(CallRefusedException.NotFound, "Model 'iris' has only version 1");
        }
    }

    private static ModelMetadataResponse.Types.TensorMetadata Tensor(string name, string datatype, int columns) =>
        new() { Name = name, Datatype = datatype, Shape = { -1, columns } };
}
