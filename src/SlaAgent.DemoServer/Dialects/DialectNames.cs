using System.Collections.Immutable;

namespace SlaAgent.DemoServer.Dialects;

/// <summary>The dialects' names, which are those of the agent's presets.</summary>
public static class DialectNames
{
    private static readonly ImmutableArray<(Dialect Dialect, string Name)> Names =
    [
        (Dialect.Demo, "demo"),
        (Dialect.Vllm, "vllm"),
        (Dialect.SgLang, "sglang"),
        (Dialect.LlamaCpp, "llama.cpp"),
        (Dialect.Tgi, "tgi"),
        (Dialect.Ollama, "ollama"),
        (Dialect.KServeV1, "kserve-v1"),
        (Dialect.KServeV2, "kserve-v2"),
        (Dialect.KServeOpenAi, "kserve-openai"),
        (Dialect.Triton, "triton"),
        (Dialect.MlServer, "mlserver"),
        (Dialect.TensorFlowServing, "tensorflow-serving"),
        (Dialect.TorchServe, "torchserve"),
        (Dialect.MlFlow, "mlflow"),
        (Dialect.SageMaker, "sagemaker"),
        (Dialect.Vertex, "vertex"),
        (Dialect.AzureMl, "azureml"),
        (Dialect.BentoMl, "bentoml"),
        (Dialect.RayServe, "ray-serve"),
        (Dialect.ClearMl, "clearml"),
        (Dialect.Seldon, "seldon"),
        (Dialect.Nim, "nim"),
    ];

    /// <summary>All names, in the order of the dialects.</summary>
    public static ImmutableArray<string> All { get; } = [.. Names.Select(entry => entry.Name)];

    /// <summary>The name of <paramref name="dialect"/>.</summary>
    /// <exception cref="InvalidOperationException">It is no dialect.</exception>
    public static string Name(this Dialect dialect) => Names.First(entry => entry.Dialect == dialect).Name;

    /// <summary>The dialect of that name; null when there is none.</summary>
    public static Dialect? Find(string name) => Names.Where(entry => entry.Name == name).Select(entry => (Dialect?)entry.Dialect).FirstOrDefault();
}
