using SlaAgent.DemoServer.Dialects;

namespace SlaAgent.DemoServer.Tests.Dialects;

/// <summary>An inference for each dialect, as its users would send it.</summary>
internal static class Samples
{
    private const string Tensor = """{"inputs":[{"name":"x","datatype":"FP64","shape":[1,4],"data":[5.1,3.5,1.4,0.2]}]}""";
    private const string Instances = """{"instances":[[5.1,3.5,1.4,0.2]]}""";
    private const string Chat = """{"model":"demo-chat","messages":[{"role":"user","content":"Still there?"}],"max_tokens":6}""";
    private const string ChatStream = """{"model":"demo-chat","messages":[{"role":"user","content":"Still there?"}],"max_tokens":6,"stream":true}""";

    /// <summary>Requests that are answered as a whole.</summary>
    public static TheoryData<Dialect, string, string> Whole => new()
    {
        { Dialect.Demo, "/v2/models/iris/infer", Tensor },
        { Dialect.Demo, "/v1/chat/completions", Chat },
        { Dialect.Vllm, "/v1/chat/completions", Chat },
        { Dialect.SgLang, "/v1/chat/completions", Chat },
        { Dialect.SgLang, "/generate", """{"text":"Still there?","sampling_params":{"max_new_tokens":6}}""" },
        { Dialect.LlamaCpp, "/v1/chat/completions", Chat },
        { Dialect.Tgi, "/v1/chat/completions", Chat },
        { Dialect.Tgi, "/generate", """{"inputs":"Still there?","parameters":{"max_new_tokens":6}}""" },
        { Dialect.Ollama, "/api/chat", """{"model":"demo-chat","messages":[{"role":"user","content":"Still there?"}],"options":{"num_predict":6},"stream":false}""" },
        { Dialect.KServeV1, "/v1/models/iris:predict", Instances },
        { Dialect.KServeV2, "/v2/models/iris/infer", Tensor },
        { Dialect.KServeOpenAi, "/openai/v1/chat/completions", Chat },
        { Dialect.Triton, "/v2/models/iris/versions/1/infer", Tensor },
        { Dialect.Triton, "/v2/models/demo-chat/generate", """{"text_input":"Still there?","parameters":{"max_tokens":6}}""" },
        { Dialect.MlServer, "/v2/models/iris/infer", Tensor },
        { Dialect.TensorFlowServing, "/v1/models/iris/versions/1:predict", Instances },
        { Dialect.TorchServe, "/predictions/iris", "[[5.1,3.5,1.4,0.2]]" },
        { Dialect.MlFlow, "/invocations", """{"inputs":[[5.1,3.5,1.4,0.2]]}""" },
        { Dialect.SageMaker, "/invocations", """{"instances":[{"features":[5.1,3.5,1.4,0.2]}]}""" },
        { Dialect.Vertex, "/predict", Instances },
        { Dialect.AzureMl, "/score", """{"data":[[5.1,3.5,1.4,0.2]]}""" },
        { Dialect.BentoMl, "/classify", """{"input_series":[[5.1,3.5,1.4,0.2]]}""" },
        { Dialect.RayServe, "/", Instances },
        { Dialect.RayServe, "/v1/chat/completions", Chat },
        { Dialect.ClearMl, "/serve/iris", """{"x":[[5.1,3.5,1.4,0.2]]}""" },
        { Dialect.ClearMl, "/serve/openai/v1/chat/completions", Chat },
        { Dialect.Seldon, "/v2/models/iris/infer", Tensor },
        { Dialect.Nim, "/v1/chat/completions", Chat },
    };

    /// <summary>Requests that are streamed.</summary>
    public static TheoryData<Dialect, string, string> Streamed => new()
    {
        { Dialect.Demo, "/v1/chat/completions", ChatStream },
        { Dialect.Vllm, "/v1/chat/completions", ChatStream },
        { Dialect.SgLang, "/v1/chat/completions", ChatStream },
        { Dialect.SgLang, "/generate", """{"text":"Still there?","sampling_params":{"max_new_tokens":6},"stream":true}""" },
        { Dialect.LlamaCpp, "/v1/chat/completions", ChatStream },
        { Dialect.Tgi, "/v1/chat/completions", ChatStream },
        { Dialect.Tgi, "/generate_stream", """{"inputs":"Still there?","parameters":{"max_new_tokens":6}}""" },
        { Dialect.Ollama, "/api/generate", """{"model":"demo-chat","prompt":"Still there?","options":{"num_predict":6}}""" },
        { Dialect.KServeOpenAi, "/openai/v1/chat/completions", ChatStream },
        { Dialect.Triton, "/v2/models/demo-chat/generate_stream", """{"text_input":"Still there?","parameters":{"max_tokens":6}}""" },
        { Dialect.RayServe, "/v1/chat/completions", ChatStream },
        { Dialect.ClearMl, "/serve/openai/v1/chat/completions", ChatStream },
        { Dialect.Nim, "/v1/chat/completions", ChatStream },
    };
}
