namespace SlaAgent.Core.Snapshots;

/// <summary>What is known of a service.</summary>
public enum ServiceState
{
    /// <summary>Not up yet since the agent started beside it; nothing counts.</summary>
    Starting,

    /// <summary>Answering well.</summary>
    Up,

    /// <summary>The last deciding probe failed, or it was down and has not been well for long enough.</summary>
    Degraded,

    /// <summary>Every deciding probe fails.</summary>
    Down,

    /// <summary>About to be stopped on purpose.</summary>
    Draining,

    /// <summary>Put to sleep by its operator.</summary>
    Sleeping,
}
