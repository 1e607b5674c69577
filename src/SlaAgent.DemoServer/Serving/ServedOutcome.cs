namespace SlaAgent.DemoServer.Serving;

/// <summary>How an inference ended.</summary>
public enum ServedOutcome
{
    /// <summary>It was answered, and ended by itself.</summary>
    Completed,

    /// <summary>It was answered, and ended by its limit of tokens.</summary>
    CutShort,

    /// <summary>It failed, be it in the middle of a stream.</summary>
    Failed,

    /// <summary>It was refused: not valid, not allowed, no such model, not ready.</summary>
    Refused,

    /// <summary>It was refused because there was too much to do.</summary>
    Overloaded,

    /// <summary>The client left, or the connection was closed on it, before it was answered.</summary>
    Aborted,
}
