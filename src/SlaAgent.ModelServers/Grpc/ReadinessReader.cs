using SlaAgent.Core.Samples;
using SlaAgent.ModelServers.Exchanges;

namespace SlaAgent.ModelServers.Grpc;

/// <summary>Reads the answer to a question for health or readiness.</summary>
/// <param name="denial">What the message says against being ready, in words; null for nothing.</param>
/// <param name="deadline">The call's deadline.</param>
internal sealed class ReadinessReader(Denial denial, TimeSpan deadline) : GrpcReader(deadline)
{
    /// <inheritdoc />
    protected override Answer Judge(ReadOnlySpan<byte> message) =>
        denial(message) is { } problem ? Fault(Outcome.NotReady, problem) : new Answer { Outcome = Outcome.Success };

    /// <inheritdoc />
    protected override bool MeansNotReady(int code, string message) => code == GrpcStatus.Unavailable;
}
