namespace SlaAgent.Core.Contracts;

/// <summary>Which of a server's own health questions a probe asks.</summary>
public enum HealthSignal
{
    /// <summary>The readiness of this model, or of the server where no model is named.</summary>
    Default,

    /// <summary>Whether the server's process lives.</summary>
    Live,

    /// <summary>Whether the server is ready.</summary>
    Ready,

    /// <summary>Whether this model is ready.</summary>
    ModelReady,

    /// <summary>Whether the server lists this model.</summary>
    Listing,
}
