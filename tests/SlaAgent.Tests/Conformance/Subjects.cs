using SlaAgent.Core.Contracts;
using SlaAgent.Core.Samples;
using SlaAgent.DemoServer.Dialects;
using static SlaAgent.Tests.Conformance.Situations;

namespace SlaAgent.Tests.Conformance;

/// <summary>All presets in their forms: what each is asked, and where it differs from the rule and why.</summary>
internal static class Subjects
{
    private const string Chat = "demo-chat";
    private const string Iris = "iris";
    private const string Row = "[[5.1,3.5,1.4,0.2]]";
    private const string Instances = """{"instances":[[5.1,3.5,1.4,0.2]]}""";
    private const string Tensor = """{"inputs":[{"name":"x","datatype":"FP64","shape":[1,4],"data":[5.1,3.5,1.4,0.2]}]}""";

    private static readonly Deviation[] StaticList =
    [
        new(Question.Health, Outcome.Success, "the list of models is static, and says nothing of the engine", Loading, NotReady, SaysNo),
        new(Question.Health, Outcome.NotReady, "the server answers, and does not list the model", Unknown),
        new(Question.Health, Outcome.Http4xx, "the list of models is behind the token", NoToken),
    ];

    private static readonly Deviation ServerOnly = new(Question.Health, Outcome.Success, "its health knows the server and not the model", NotReady, Unknown);

    private static readonly Deviation AllModels = new(Question.Health, Outcome.Success, "its health does not name a model", Unknown);

    private static readonly Deviation Connects = new(Question.Health, Outcome.Success, "a connection is all that is asked", Loading, NotReady, SaysNo, Unknown, NoAnswer, Closed);

    private static readonly Deviation EmptyTensor = new(Question.Answer, Outcome.Success, "a tensor whose shape says that it has no values is one", Empty);

    private static readonly Deviation AnyAnswer = new(Question.Answer, Outcome.Success, "what an answer holds is for `expect` to say", Empty, Under200);

    private static readonly Deviation[] AnyModel =
    [
        new(Question.Answer, Outcome.Success, "it has one model, and takes any name for it", Unknown),
        new(Question.Stream, Outcome.Success, "it has one model, and takes any name for it", Unknown),
    ];

    private static readonly Deviation[] NoWords =
    [
        new(Question.Answer, Outcome.Http5xx, "by which words it refuses because its model is not ready, if by any, is not known", Loading, NotReady),
        new(Question.Stream, Outcome.Http5xx, "by which words it refuses because its model is not ready, if by any, is not known", Loading, NotReady),
    ];

    private static readonly Deviation UnmarkedEnd = new(Question.Stream, Outcome.Success, "its streams end without a mark, so that one that ends early cannot be told from a whole one", EndsEarly);

    public static IReadOnlyList<Subject> All { get; } = [.. Completions(), .. Generations(), .. OpenInference(), .. Predictions(), .. Platforms()];

    private static IEnumerable<Subject> Completions() =>
    [
        new("openai", Dialect.Demo) { Model = Chat, Deviations = [.. StaticList, .. NoWords] },
        new("openai", Dialect.Demo) { Form = "`/v1/completions`", Model = Chat, Path = "/v1/completions", AsksHealth = false, Deviations = NoWords },
        new("vllm", Dialect.Vllm) { Model = Chat, Deviations = [ServerOnly, .. NoWords] },
        new("sglang", Dialect.SgLang) { Model = Chat, Deviations = [ServerOnly, .. AnyModel, .. NoWords] },
        new("llama.cpp", Dialect.LlamaCpp) { Model = Chat, Deviations = [ServerOnly, .. AnyModel] },
        new("nim", Dialect.Nim) { Model = Chat, Deviations = [AllModels, .. NoWords] },
        new("kserve-openai", Dialect.KServeOpenAi) { Model = Chat, Deviations = StaticList },
    ];

    private static IEnumerable<Subject> Generations() =>
    [
        new("tgi", Dialect.Tgi) { Deviations = [ServerOnly, .. NoWords] },
        new("tgi", Dialect.Tgi) { Form = "`/v1/chat/completions`", Model = Chat, Path = "/v1/chat/completions", AsksHealth = false, Deviations = [.. AnyModel, .. NoWords] },
        new("ollama", Dialect.Ollama)
        {
            Model = Chat,
            Deviations =
            [
                new(Question.Health, Outcome.Success, "a model on the disk is loaded when it is asked for", Loading, NotReady, SaysNo),
                new(Question.Health, Outcome.NotReady, "the server answers, and does not list the model", Unknown),
            ],
        },
        new("ollama", Dialect.Ollama) { Form = "`/api/generate`", Model = Chat, Path = "/api/generate", AsksHealth = false },
        new("triton", Dialect.Triton) { Form = "prompts", Model = Chat, AsksHealth = false, EstimatesTokens = true, Deviations = [UnmarkedEnd] },
    ];

    private static IEnumerable<Subject> OpenInference() =>
    [
        new("triton", Dialect.Triton) { Model = Iris, Body = Tensor, Deviations = [EmptyTensor] },
        new("triton", Dialect.Triton) { Model = Iris, Body = Tensor, IsGrpc = true },
        new("kserve-v2", Dialect.KServeV2) { Model = Iris, Body = Tensor, Deviations = [EmptyTensor] },
        new("kserve-v2", Dialect.KServeV2) { Model = Iris, Body = Tensor, IsGrpc = true },
        new("mlserver", Dialect.MlServer) { Model = Iris, Body = Tensor, Deviations = [EmptyTensor] },
        new("mlserver", Dialect.MlServer) { Model = Iris, Body = Tensor, IsGrpc = true },
        new("seldon", Dialect.Seldon) { Model = Iris, Body = Tensor, Deviations = [EmptyTensor] },
        new("seldon", Dialect.Seldon) { Model = Iris, Body = Tensor, IsGrpc = true },
        new("grpc-health", Dialect.Demo) { Model = Iris, IsGrpc = true, AsksInference = false },
    ];

    private static IEnumerable<Subject> Predictions() =>
    [
        new("kserve-v1", Dialect.KServeV1) { Model = Iris, Body = Instances },
        new("tensorflow-serving", Dialect.TensorFlowServing)
        {
            Model = Iris,
            Body = Instances,
            Deviations = [new(Question.Answer, Outcome.Http4xx, "a model that is not there yet is a servable not found, 404", Loading, NotReady)],
        },
        new("torchserve", Dialect.TorchServe) { Model = Iris, Body = Row, Deviations = [AllModels, AnyAnswer] },
        new("mlflow", Dialect.MlFlow)
        {
            Body = """{"inputs":[[5.1,3.5,1.4,0.2]]}""",
            Deviations = [new(Question.Answer, Outcome.Success, "an answer may be any JSON", Empty), .. NoWords],
        },
        new("bentoml", Dialect.BentoMl) { Body = """{"input_series":[[5.1,3.5,1.4,0.2]]}""", Path = "/classify", Deviations = [AnyAnswer, .. NoWords] },
        new("ray-serve", Dialect.RayServe) { Body = Instances, Path = "/", Deviations = [AnyAnswer, .. NoWords] },
        new("ray-serve", Dialect.RayServe) { Form = "prompts", Model = Chat, AsksHealth = false, Deviations = NoWords },
        new("clearml", Dialect.ClearMl) { Model = Iris, Body = """{"x":[[5.1,3.5,1.4,0.2]]}""", ConnectsOnly = true, Deviations = [Connects, AnyAnswer, .. NoWords] },
        new("clearml", Dialect.ClearMl) { Form = "prompts", Model = Chat, AsksHealth = false, Deviations = NoWords },
        new("http", Dialect.Demo)
        {
            Body = Tensor,
            Path = "/v2/models/iris/infer",
            Overrides = new() { Ready = new() { Path = "/v2/models/iris/ready" } },
            Deviations = [new(Question.Health, Outcome.Http5xx, "nothing is known of the server but its status", Loading, NotReady, SaysNo), AnyAnswer, .. NoWords],
        },
    ];

    private static IEnumerable<Subject> Platforms() =>
    [
        new("sagemaker", Dialect.SageMaker) { Body = """{"instances":[{"features":[5.1,3.5,1.4,0.2]}]}""", Deviations = [AnyAnswer, .. NoWords] },
        new("vertex", Dialect.Vertex) { Body = Instances, Path = "/predict", Overrides = new() { Ready = new() { Path = "/health" } }, Deviations = NoWords },
        new("azureml", Dialect.AzureMl)
        {
            Body = """{"data":[[5.1,3.5,1.4,0.2]]}""",
            Deviations =
            [
                new(Question.Health, Outcome.Success, "it says Healthy whatever happens", Loading, NotReady, SaysNo),
                new(Question.Answer, Outcome.Success, "what an answer holds is for `expect` to say", Empty),
                .. NoWords,
            ],
        },
    ];
}
