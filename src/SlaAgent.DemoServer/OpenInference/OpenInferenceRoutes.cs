using System.Collections.Immutable;
using SlaAgent.DemoServer.Classification;
using SlaAgent.DemoServer.Generation;
using SlaAgent.DemoServer.Http;

namespace SlaAgent.DemoServer.OpenInference;

/// <summary>The Open Inference Protocol over REST.</summary>
internal static class OpenInferenceRoutes
{
    private const string Model = "/v2/models/{model}";
    private const string Version = Model + "/versions/{version}";

    public static ImmutableArray<Route> Of(ServerParts parts, OpenInferenceFlavour flavour)
    {
        var desk = new PredictionDesk(parts);
        return
        [
            new("GET", "/v2", call => call.SendJsonAsync(200, writer => InferenceAnswers.Server(writer, flavour))),
            HealthRoute.Of("/v2/health/live", HealthRole.Live, flavour.Live, flavour.NotLive),
            HealthRoute.Of("/v2/health/ready", flavour.ReadyKnows, flavour.Ready, flavour.NotReady),
            .. ForModel(Model, flavour, desk, parts),
            .. flavour.HasVersions
                ? ForModel(Version, flavour, desk, parts)
                : Unversioned(),
        ];
    }

    private static ImmutableArray<Route> ForModel(string prefix, OpenInferenceFlavour flavour, PredictionDesk desk, ServerParts parts) =>
    [
        Known(flavour, HealthRoute.Of(prefix + "/ready", HealthRole.Model, flavour.ModelReady, flavour.ModelNotReady, flavour.Models)),
        Known(flavour, new("GET", prefix, call => call.Faults.ModelUnknown ? call.RefuseAsync(Problem.UnknownModel) : call.SendJsonAsync(200, writer => InferenceAnswers.Model(writer, call.Model == IrisModel.Name ? flavour.AnsweredName : call.Model!, parts.Classifier, flavour.Platform)))),
        Known(flavour with { Models = [IrisModel.Name] }, new("POST", prefix + "/infer", call => InferAsync(call, desk, flavour.AnsweredName))),
    ];

    private static Route Known(OpenInferenceFlavour flavour, Route route) => route with
    {
        Answer = call => flavour.Models.Contains(call.Model!, StringComparer.Ordinal) && call.Version is null or IrisModel.Version
            ? route.Answer(call)
            : call.RefuseAsync(Problem.UnknownModel),
    };

    private static ImmutableArray<Route> Unversioned() =>
    [
        new("GET", Version, NotImplementedAsync),
        new("GET", Version + "/ready", NotImplementedAsync),
        new("POST", Version + "/infer", NotImplementedAsync),
    ];

    private static Task NotImplementedAsync(RequestCall call) => call.RefuseAsync(Problem.NotImplemented, "Model versioning is not supported yet.");

    private static Task InferAsync(RequestCall call, PredictionDesk desk, string name) => desk.ServeAsync(
        call,
        document => InferenceRequest.Read(document, desk.Features),
        request => request.Rows,
        (writer, request, probabilities) => InferenceAnswers.Inference(writer, request, probabilities, call.Faults.WrongModelName ? TextDesk.OtherName : name));
}
