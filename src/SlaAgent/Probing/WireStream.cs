using System.Runtime.CompilerServices;

namespace SlaAgent.Probing;

/// <summary>
/// A probe's connection as the HTTP stack sees it. It notes when bytes pass, and lets no second connection carry the same probe's request.
/// </summary>
/// <param name="inner">The plain or TLS stream; owned.</param>
/// <param name="connector">Knows the probe that is on its way.</param>
/// <param name="certificateExpiry">When the server's certificate ends; null without TLS.</param>
internal sealed class WireStream(Stream inner, ServerConnector connector, DateTimeOffset? certificateExpiry) : Stream
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
            connector.Current?.MarkReceived();
        }

        return count;
    }

    /// <inheritdoc />
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var attempt = connector.Current ?? throw new ProbeAbortedException("no probe is on its way");
        attempt.MarkWriting(this);
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
