using System.Security.Cryptography;

namespace SlaAgent.Configuration.DataSets;

/// <summary>Passes on a file's bytes, hashes them on the way, and remembers the last four.</summary>
internal sealed class HashingStream(FileStream file) : Stream
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    /// <summary>The last four bytes read, as a little-endian number: of a whole gzip file, how long its content is.</summary>
    public uint LastFour { get; private set; }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>The hash of all that was read, in lower-case hex; to be asked for once.</summary>
    public string Finish() => Convert.ToHexStringLower(_hash.GetHashAndReset());

    public override int Read(Span<byte> buffer)
    {
        var count = file.Read(buffer);
        _hash.AppendData(buffer[..count]);
        foreach (var value in buffer[Math.Max(0, count - 4)..count])
        {
            LastFour = (LastFour >> 8) | ((uint)value << 24);
        }

        return count;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _hash.Dispose();
            file.Dispose();
        }

        base.Dispose(disposing);
    }
}
