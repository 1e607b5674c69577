namespace SlaAgent.DemoServer.Http;

/// <summary>What a health endpoint knows of.</summary>
internal enum HealthRole
{
    /// <summary>Nothing: it always says yes.</summary>
    Constant,

    /// <summary>Whether the server is alive.</summary>
    Live,

    /// <summary>Whether the server has started.</summary>
    Ready,

    /// <summary>Whether the server has started and its models are ready.</summary>
    AllModels,

    /// <summary>Whether the model in the path is ready; one that is unknown is told so.</summary>
    Model,
}
