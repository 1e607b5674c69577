namespace SlaAgent.Configuration.Binding;

/// <summary>Presets of the product that come with later versions.</summary>
internal static class LaterPresets
{
    public static readonly string[] Names =
    [
        "sglang", "llama.cpp", "tgi", "ollama", "kserve-v1", "kserve-openai", "triton", "mlserver", "tensorflow-serving", "torchserve", "mlflow",
        "sagemaker", "vertex", "azureml", "bentoml", "ray-serve", "clearml", "seldon", "nim",
    ];
}
