namespace SlaAgent.DemoServer.Dialects;

/// <summary>A model server that the demo server can answer like.</summary>
public enum Dialect
{
    /// <summary>The Open Inference Protocol and the OpenAI API side by side, without quirks.</summary>
    Demo,

    /// <summary>vLLM's OpenAI-compatible server.</summary>
    Vllm,

    /// <summary>SGLang.</summary>
    SgLang,

    /// <summary>llama.cpp's server.</summary>
    LlamaCpp,

    /// <summary>Hugging Face Text Generation Inference.</summary>
    Tgi,

    /// <summary>Ollama.</summary>
    Ollama,

    /// <summary>KServe's Python server, protocol V1.</summary>
    KServeV1,

    /// <summary>KServe's Python server, Open Inference Protocol.</summary>
    KServeV2,

    /// <summary>KServe's Hugging Face runtime, with the OpenAI API under /openai/v1.</summary>
    KServeOpenAi,

    /// <summary>NVIDIA Triton Inference Server.</summary>
    Triton,

    /// <summary>Seldon's MLServer.</summary>
    MlServer,

    /// <summary>TensorFlow Serving's REST API.</summary>
    TensorFlowServing,

    /// <summary>TorchServe.</summary>
    TorchServe,

    /// <summary>MLflow's scoring server.</summary>
    MlFlow,

    /// <summary>A container of Amazon SageMaker.</summary>
    SageMaker,

    /// <summary>A custom container of Vertex AI.</summary>
    Vertex,

    /// <summary>Azure Machine Learning's inference server.</summary>
    AzureMl,

    /// <summary>BentoML.</summary>
    BentoMl,

    /// <summary>Ray Serve.</summary>
    RayServe,

    /// <summary>ClearML Serving.</summary>
    ClearMl,

    /// <summary>A model of Seldon Core 2, which is MLServer behind its agent and a front that routes by the model's name.</summary>
    Seldon,

    /// <summary>NVIDIA NIM for language models.</summary>
    Nim,
}
