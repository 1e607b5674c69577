using SlaAgent.DemoServer.Dialects.AzureMl;
using SlaAgent.DemoServer.Dialects.BentoMl;
using SlaAgent.DemoServer.Dialects.ClearMl;
using SlaAgent.DemoServer.Dialects.Demo;
using SlaAgent.DemoServer.Dialects.KServe;
using SlaAgent.DemoServer.Dialects.LlamaCpp;
using SlaAgent.DemoServer.Dialects.MlFlow;
using SlaAgent.DemoServer.Dialects.MlServer;
using SlaAgent.DemoServer.Dialects.Nim;
using SlaAgent.DemoServer.Dialects.Ollama;
using SlaAgent.DemoServer.Dialects.RayServe;
using SlaAgent.DemoServer.Dialects.SageMaker;
using SlaAgent.DemoServer.Dialects.SgLang;
using SlaAgent.DemoServer.Dialects.TensorFlowServing;
using SlaAgent.DemoServer.Dialects.Tgi;
using SlaAgent.DemoServer.Dialects.TorchServe;
using SlaAgent.DemoServer.Dialects.Triton;
using SlaAgent.DemoServer.Dialects.Vertex;
using SlaAgent.DemoServer.Dialects.Vllm;

namespace SlaAgent.DemoServer.Dialects;

/// <summary>All dialects.</summary>
internal static class DialectCatalog
{
    /// <summary>What makes <paramref name="dialect"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is no dialect.</exception>
    public static DialectDefinition Of(Dialect dialect) => dialect switch
    {
        Dialect.Demo => DemoDialect.Definition,
        Dialect.Vllm => VllmDialect.Definition,
        Dialect.SgLang => SgLangDialect.Definition,
        Dialect.LlamaCpp => LlamaCppDialect.Definition,
        Dialect.Tgi => TgiDialect.Definition,
        Dialect.Ollama => OllamaDialect.Definition,
        Dialect.KServeV1 => KServeV1Dialect.Definition,
        Dialect.KServeV2 => KServeV2Dialect.Definition,
        Dialect.KServeOpenAi => KServeOpenAiDialect.Definition,
        Dialect.Triton => TritonDialect.Definition,
        Dialect.MlServer => MlServerDialect.Definition,
        Dialect.TensorFlowServing => TensorFlowDialect.Definition,
        Dialect.TorchServe => TorchServeDialect.Definition,
        Dialect.MlFlow => MlFlowDialect.Definition,
        Dialect.SageMaker => SageMakerDialect.Definition,
        Dialect.Vertex => VertexDialect.Definition,
        Dialect.AzureMl => AzureMlDialect.Definition,
        Dialect.BentoMl => BentoMlDialect.Definition,
        Dialect.RayServe => RayServeDialect.Definition,
        Dialect.ClearMl => ClearMlDialect.Definition,
        Dialect.Seldon => MlServerDialect.Seldon,
        Dialect.Nim => NimDialect.Definition,
        _ => throw new ArgumentOutOfRangeException(nameof(dialect)),
    };
}
