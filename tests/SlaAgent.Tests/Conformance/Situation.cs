using SlaAgent.Core.Samples;
using SlaAgent.DemoServer.Faults;

namespace SlaAgent.Tests.Conformance;

/// <summary>What a server is in or does, and the outcome that must come of it where its own way makes no difference. An outcome of null: there is no such thing.</summary>
/// <param name="Name">For people.</param>
/// <param name="Faults">What the server does wrong.</param>
internal sealed record Situation(string Name, FaultSet Faults)
{
    /// <summary>How the server is reached.</summary>
    public Door Door { get; init; }

    /// <summary>When it falls silent.</summary>
    public Silence Silence { get; init; }

    /// <summary>Of health over HTTP.</summary>
    public Outcome? Health { get; init; }

    /// <summary>Of an inference over HTTP whose answer comes in one piece.</summary>
    public Outcome? Answer { get; init; }

    /// <summary>Of a stream.</summary>
    public Outcome? Stream { get; init; }

    /// <summary>Of health over gRPC.</summary>
    public Outcome? GrpcHealth { get; init; }

    /// <summary>Of an inference over gRPC.</summary>
    public Outcome? GrpcAnswer { get; init; }

    /// <summary>The outcome that must come, by the rule; null where there is no such situation.</summary>
    public Outcome? Rule(Question question, bool isGrpc) => (question, isGrpc) switch
    {
        (Question.Health, false) => Health,
        (Question.Health, true) => GrpcHealth,
        (Question.Answer, false) => Answer,
        (Question.Answer, true) => GrpcAnswer,
        (_, false) => Stream,
        _ => null,
    };
}
