namespace SlaAgent.DemoServer;

/// <summary>How the demo server behaves when nothing is wrong.</summary>
public sealed record DemoServerOptions
{
    /// <summary>Time before a completion's first token; zero or more.</summary>
    public TimeSpan FirstTokenDelay { get; init; } = TimeSpan.FromMilliseconds(30);

    /// <summary>Time between two tokens of a completion; zero or more.</summary>
    public TimeSpan TokenInterval { get; init; } = TimeSpan.FromMilliseconds(10);

    /// <summary>Longest time that a hanging or stalled request is kept open before its connection is closed.</summary>
    public TimeSpan LongestHang { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>Most connections open at a time; more are closed at once.</summary>
    public int MaxConnections { get; init; } = 256;

    /// <summary>Port of the gRPC form; 0 lets the system choose one.</summary>
    public int GrpcPort { get; init; }

    /// <summary>Whether tensors are always answered as raw contents over gRPC, as Triton does, and not only where the request has them.</summary>
    public bool RawGrpcOutputs { get; init; }
}
