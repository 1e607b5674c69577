using SlaAgent.Core.Samples;
using SlaAgent.ModelServers.Exchanges;
using SlaAgent.ModelServers.Grpc;

namespace SlaAgent.ModelServers.Detection;

/// <summary>Reads any answer to a call: its status, and its message as it came.</summary>
internal sealed class CallReader() : GrpcReader(TimeSpan.MaxValue)
{
    private byte[] _message = [];
    private bool _isRouted;

    /// <summary>What was said; null where the answer did not come to a gRPC status.</summary>
    public CallReply? Reply => Code is { } code ? new(code, _message, _isRouted) : null;

    /// <inheritdoc />
    protected override Answer Judge(ReadOnlySpan<byte> message)
    {
        _message = message.ToArray();
        return new() { Outcome = Outcome.Success };
    }

    /// <inheritdoc />
    protected override void OnOtherField(string name, string value) => _isRouted |= name.Equals(ServerReply.RouteHeader, StringComparison.OrdinalIgnoreCase);

    /// <inheritdoc />
    protected override bool MeansNotReady(int code, string message) => false;
}
