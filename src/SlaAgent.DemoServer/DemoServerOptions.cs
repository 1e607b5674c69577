using System.Security.Cryptography.X509Certificates;
using SlaAgent.DemoServer.Dialects;

namespace SlaAgent.DemoServer;

/// <summary>What the demo server is, and how it behaves when nothing is wrong.</summary>
public sealed record DemoServerOptions
{
    /// <summary>The server that it answers like.</summary>
    public Dialect Dialect { get; init; } = Dialect.Demo;

    /// <summary>Time before a completion's first token; zero or more. What the prefix cache has of the prompt is not waited for.</summary>
    public TimeSpan FirstTokenDelay { get; init; } = TimeSpan.FromMilliseconds(30);

    /// <summary>Time between two tokens of a completion; zero or more.</summary>
    public TimeSpan TokenInterval { get; init; } = TimeSpan.FromMilliseconds(10);

    /// <summary>Longest time that a hanging or stalled request is kept open before its connection is closed.</summary>
    public TimeSpan LongestHang { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>Most connections open at a time; more are closed at once.</summary>
    public int MaxConnections { get; init; } = 256;

    /// <summary>Inferences that run at a time; others wait their turn. 0 for no bound.</summary>
    public int Slots { get; init; }

    /// <summary>Inferences that may wait; more are turned away as too many.</summary>
    public int MaxWaiting { get; init; } = 1024;

    /// <summary>Whether the text model has a prefix cache, so that the beginning of a prompt that was seen before costs no time; null for the dialect's own way.</summary>
    public bool? PrefixCache { get; init; }

    /// <summary>Most tokens of reasoning before an answer; 0 for a model that does not reason. They count against the request's limit.</summary>
    public int ReasoningTokens { get; init; }

    /// <summary>Whether OpenAI requests with <c>stream_options</c> are refused with 400, as older servers do.</summary>
    public bool RefuseStreamOptions { get; init; }

    /// <summary>Whether TensorFlow Serving's dialect answers predictions with a bare NaN.</summary>
    public bool BareNaN { get; init; }

    /// <summary>Silence after which a stream is kept open with a comment, where the dialect does that (llama.cpp).</summary>
    public TimeSpan PingInterval { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The token that inferences need, and the list of models where it is of OpenAI's API; null for none.</summary>
    public string? BearerToken { get; init; }

    /// <summary>The certificate, with its private key, that an https address is served with.</summary>
    public X509Certificate2? Certificate { get; init; }

    /// <summary>Most inferences that <see cref="DemoModelServer.Requests"/> keeps; older ones are forgotten.</summary>
    public int RequestLogCapacity { get; init; } = 65_536;

    /// <summary>Port of the gRPC form; 0 lets the system choose one.</summary>
    public int GrpcPort { get; init; }

    /// <summary>Whether tensors are always answered as raw contents over gRPC, as Triton does, and not only where the request has them.</summary>
    public bool RawGrpcOutputs { get; init; }
}
