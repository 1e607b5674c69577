using System.Runtime.CompilerServices;
using SlaAgent.Probing.Http2;

namespace SlaAgent.Probing;

/// <summary>
/// A probe's connection as the HTTP stack sees it. It notes when bytes pass, and lets no second connection carry the same probe's request.
/// </summary>
/// <param name="inner">The plain or TLS stream; owned.</param>
/// <param name="connector">Knows the probe that is on its way.</param>
/// <param name="certificateExpiry">When the server's certificate ends; null without TLS.</param>
/// <param name="http2">Tells requests and answers from the connection's own frames; null for HTTP/1.1, which has no others.</param>
internal sealed class WireStream(Stream inner, ServerConnector connector, DateTimeOffset? certificateExpiry, ConnectionWatch? http2) : Stream
{
    /// <summary>When the server's certificate ends; null without TLS.</summary>
    public DateTimeOffset? CertificateExpiry => certificateExpiry;

    /// <inheritdoc />
    public override bool CanRead => true;

    /// <inheritdoc />
    public override bool CanSeek => false;

    /// <inheritdoc />
    public override bool CanWrite => true;

    /// <inheritdoc />
    public override long Length => throw new NotSupportedException();

    /// <inheritdoc />
    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <inheritdoc />
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var count = await inner.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
        if (count > 0)
        {
            // A read may have been waiting since before this probe: whose byte it is shows only now.
            var attempt = connector.Current;
            if (http2 is null)
            {
                attempt?.MarkReceived();
            }
            else
            {
                http2.Received(buffer.Span[..count], attempt);
            }
        }

        return count;
    }

    /// <inheritdoc />
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var stream = http2?.Writing(buffer.Span) ?? 0;
        if (http2 is not null && stream == 0)
        {
            // An acknowledgement, say, that the connection owes its server at any time.
            await inner.WriteAsync(buffer, cancellationToken).ConfigureAwait(false);
            return;
        }

        var attempt = connector.Current ?? throw new ProbeAbortedException("no probe is on its way");
        attempt.MarkWriting(this, stream);
        await inner.WriteAsync(buffer, cancellationToken).ConfigureAwait(false);
        attempt.MarkSent();
    }

    /// <inheritdoc />
    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <inheritdoc />
    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <inheritdoc />
    public override Task FlushAsync(CancellationToken cancellationToken) => inner.FlushAsync(cancellationToken);

    /// <inheritdoc />
    public override void Flush() => inner.Flush();

    /// <inheritdoc />
    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc />
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc />
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc />
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc />
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
        }

        base.Dispose(disposing);
    }
}
