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
        PredictionDesk[] desks = [new(parts), .. flavour.Models.Contains(BreastCancerModel.Name) ? [Tumours(parts)] : (PredictionDesk[])[]];
        return
        [
            new("GET", "/v2", call => call.SendJsonAsync(200, writer => InferenceAnswers.Server(writer, flavour))),
            HealthRoute.Of("/v2/health/live", HealthRole.Live, flavour.Live, flavour.NotLive),
            HealthRoute.Of("/v2/health/ready", flavour.ReadyKnows, flavour.Ready, flavour.NotReady),
            .. ForModel(Model, flavour, desks),
            .. flavour.HasVersions
                ? ForModel(Version, flavour, desks)
                : Unversioned(),
        ];
    }

    private static ImmutableArray<Route> ForModel(string prefix, OpenInferenceFlavour flavour, PredictionDesk[] desks) =>
    [
        Known(flavour, HealthRoute.Of(prefix + "/ready", HealthRole.Model, flavour.ModelReady, flavour.ModelNotReady, flavour.Models)),
        Known(flavour, new("GET", prefix, call => call.Faults.ModelUnknown ? call.RefuseAsync(Problem.UnknownModel) : call.SendJsonAsync(200, writer => InferenceAnswers.Model(writer, call.Model + flavour.LoadedSuffix, DeskOf(call, desks).Classifier, flavour.Platform, ServedClassifier.VersionUnder(call.Faults))))),
        Known(flavour with { Models = [.. desks.Select(desk => desk.Classifier.Name)] }, new("POST", prefix + "/infer", call => InferAsync(call, DeskOf(call, desks), flavour))),
    ];

    private static Route Known(OpenInferenceFlavour flavour, Route route) => route with
    {
        Answer = call => flavour.Models.Contains(call.Model!, StringComparer.Ordinal) && call.Version is null or IrisModel.Version
            ? route.Answer(call)
            : call.RefuseAsync(Problem.UnknownModel),
    };

    private static PredictionDesk Tumours(ServerParts parts) => new(parts, ServedClassifier.BreastCancer, parts.BreastCancer);

    // A text model says of its tensors what the first classifier does.
    private static PredictionDesk DeskOf(RequestCall call, PredictionDesk[] desks) => Array.Find(desks, desk => desk.Classifier.Name == call.Model) ?? desks[0];

    private static ImmutableArray<Route> Unversioned() =>
    [
        new("GET", Version, NotImplementedAsync),
        new("GET", Version + "/ready", NotImplementedAsync),
        new("POST", Version + "/infer", NotImplementedAsync),
    ];

    private static Task NotImplementedAsync(RequestCall call) => call.RefuseAsync(Problem.NotImplemented, "Model versioning is not supported yet.");

    private static Task InferAsync(RequestCall call, PredictionDesk desk, OpenInferenceFlavour flavour) => desk.ServeAsync(
        call,
        document => InferenceRequest.Read(document, desk.Features),
        request => request.Rows,
        (writer, request, probabilities) => InferenceAnswers.Inference(writer, request, probabilities, call.Faults.WrongModelName ? TextDesk.OtherName : desk.Classifier.Name + flavour.LoadedSuffix, ServedClassifier.VersionUnder(call.Faults)));
}
