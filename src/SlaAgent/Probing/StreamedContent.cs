using System.Net;

namespace SlaAgent.Probing;

/// <summary>A body that does not announce its length: a gRPC message carries it itself, and its calls have no such header.</summary>
internal sealed class StreamedContent(ReadOnlyMemory<byte> body) : HttpContent
{
    /// <inheritdoc />
    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => stream.WriteAsync(body).AsTask();

    /// <inheritdoc />
    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken) =>
        stream.WriteAsync(body, cancellationToken).AsTask();

    /// <inheritdoc />
    protected override bool TryComputeLength(out long length)
    {
        length = 0;
        return false;
    }
}
