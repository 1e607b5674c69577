using Google.Protobuf;
using Microsoft.AspNetCore.Http;
using SlaAgent.DemoServer.Classification;
using SlaAgent.DemoServer.Http;
using SlaAgent.DemoServer.OpenInference;
using SlaAgent.DemoServer.Serving;
using SlaAgent.Protocols.Grpc;

namespace SlaAgent.DemoServer.Grpc;

/// <summary>The Open Inference Protocol over gRPC, and gRPC's own health check, with the model and the faults of the REST form.</summary>
internal sealed class InferenceService(ServerParts parts)
{
    private readonly CallFlavour _flavour = CallFlavour.Of(parts.Options.Dialect);
    private static readonly ServedClassifier[] Classifiers = [ServedClassifier.Iris, ServedClassifier.BreastCancer];
    private static readonly ErrorForm Errors = ErrorForm.Plain(new Dictionary<Problem, ErrorCase> { [Problem.Loading] = new(503, "Model '{0}' is not ready") });
    private static readonly RouteMatch Call = new(null, Errors, Problem.NotFound, null, null);
    private readonly InferenceDesk _desk = new(parts);

    public ServerLiveResponse Live() => new() { Live = !parts.Faults.Current.HealthFailing };

    public ServerReadyResponse Ready() => new() { Ready = parts.Faults.Current is { HealthFailing: false, Loading: false } };

    public ModelReadyResponse Ready(ModelReadyRequest request)
    {
        CheckModel(request.Name, request.Version);
        return new() { Ready = IsHealthy };
    }

    public static ServerMetadataResponse Server(string name) =>
        new() { Name = name, Version = typeof(InferenceService).Assembly.GetName().Version?.ToString(3) ?? "" };

    public ModelMetadataResponse Model(ModelMetadataRequest request)
    {
        var model = CheckModel(request.Name, request.Version);
        return new()
        {
            Name = model.Name + _flavour.LoadedSuffix,
            Versions = { ServedClassifier.VersionUnder(parts.Faults.Current) },
            Platform = "slaagent-demo",
            Inputs = { Tensor("measurements", "FP64", model.Features) },
            Outputs = { Tensor(InferenceRequest.PredictedClass, "INT64", 1), Tensor(InferenceRequest.Probabilities, "FP64", model.Classes) },
        };
    }

    public RepositoryIndexResponse Index() => new()
    {
        Models = { new RepositoryIndexResponse.Types.ModelIndex { Name = IrisModel.Name, Version = IrisModel.Version, State = parts.Faults.Current is { ModelNotReady: false, Loading: false } ? "READY" : "UNAVAILABLE" } },
    };

    /// <summary>Knows the server, by no name, and the model.</summary>
    public HealthCheckResponse Check(HealthCheckRequest request)
    {
        if (request.Service.Length > 0 && !Array.Exists(Classifiers, model => model.Name == request.Service))
        {
            throw new CallRefusedException(CallRefusedException.NotFound, "unknown service; this server has 'iris' and 'breast-cancer'");
        }

        return new() { Status = IsHealthy ? HealthCheckResponse.Types.ServingStatus.Serving : HealthCheckResponse.Types.ServingStatus.NotServing };
    }

    public Task InferAsync(HttpContext context, long arrived, CancellationToken cancellationToken)
    {
        var call = new RequestCall(context, parts, Call, arrived, cancellationToken) { Refuse = Refuse };
        return _desk.ServeAsync(call, parts.Iris, serving => AnswerAsync(call, serving));

        Task Refuse(Failure failure)
        {
            if (failure.Problem == Problem.Overloaded)
            {
                UnaryCall.AskAgain(context, CallRefusedException.StatusOf(failure.Status), failure.Message, TimeSpan.FromSeconds(parts.Faults.Current.RetryAfterSeconds));
                return Task.CompletedTask;
            }

            UnaryCall.Refuse(context, CallRefusedException.StatusOf(failure.Status), failure.Message);
            return Task.CompletedTask;
        }
    }

    private async Task AnswerAsync(RequestCall call, ServingRequest serving)
    {
        if (call.Faults.HangAfterHeaders)
        {
            await call.HoldAfterHeadersAsync().ConfigureAwait(false);
            return;
        }

        IMessage response;
        try
        {
            var request = await UnaryCall.ReadAsync(call.Http, ModelInferRequest.Parser, call.Leaving).ConfigureAwait(false);
            var model = CheckModel(request.ModelName, request.ModelVersion);
            var rows = InputRows.Read(request, model.Features).Select(row => model.Probabilities(row, call.Faults)).ToArray();
            var probabilities = call.Faults.EmptyCompletion ? [] : rows;
            response = InferenceResponse.Write(request, model.Name + _flavour.LoadedSuffix, probabilities, parts.Options.RawGrpcOutputs || request.RawInputContents.Count > 0, ServedClassifier.VersionUnder(call.Faults));
        }
        catch (CallRefusedException)
        {
            serving.End(ServedOutcome.Refused);
            throw;
        }

        serving.End(call.Faults.BodyTruncated ? ServedOutcome.Failed : ServedOutcome.Completed);
        await (call.Faults.BodyTruncated
            ? UnaryCall.TruncateAsync(call.Http, response, call.Leaving)
            : UnaryCall.AnswerAsync(call.Http, response, call.Leaving)).ConfigureAwait(false);
    }

    private bool IsHealthy => parts.Faults.Current is { HealthFailing: false, Loading: false, ModelNotReady: false };

    private ServedClassifier CheckModel(string name, string version)
    {
        if (parts.Faults.Current.ModelUnknown)
        {
            throw new CallRefusedException(CallRefusedException.NotFound, "Model not found");
        }

        if (Array.Find(Classifiers, known => known.Name == name) is not { } model)
        {
            throw new CallRefusedException(CallRefusedException.NotFound, "Model not found; this server has 'iris' and 'breast-cancer'");
        }

        if (version is not ("" or ServedClassifier.Version))
        {
            throw new CallRefusedException(CallRefusedException.NotFound, $"Model '{name}' has only version 1");
        }

        return model;
    }

    private static ModelMetadataResponse.Types.TensorMetadata Tensor(string name, string datatype, int columns) =>
        new() { Name = name, Datatype = datatype, Shape = { -1, columns } };
}
