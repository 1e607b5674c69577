using System.Buffers.Binary;

namespace SlaAgent.Probing.Http2;

/// <summary>
/// Finds the frames in one direction of an HTTP/2 connection, cut anywhere, without reading what is in them: enough to know whose bytes pass.
/// </summary>
/// <param name="skip">Bytes before the first frame: the client's preface.</param>
internal sealed class FrameScanner(int skip)
{
    private const int HeaderBytes = 9;
    private const int KeptBytes = HeaderBytes + 8;

    private readonly byte[] _kept = new byte[KeptBytes];
    private int _skip = skip;
    private int _filled;
    private int _left;

    /// <summary>Takes the next bytes up to the end of a frame, and goes on with it where it was cut.</summary>
    /// <param name="bytes">The bytes; those that were taken are gone from it.</param>
    /// <param name="frame">The frame that the bytes belong to; only its kind, flags and stream are certain before it is whole.</param>
    /// <param name="whole">Whether the frame ends here.</param>
    /// <returns>False where there are no more bytes, or not enough to know the frame.</returns>
    public bool TryTake(ref ReadOnlySpan<byte> bytes, out Frame frame, out bool whole)
    {
        frame = default;
        whole = false;
        var skipped = Math.Min(_skip, bytes.Length);
        _skip -= skipped;
        bytes = bytes[skipped..];
        if (bytes.IsEmpty)
        {
            return false;
        }

        if (_filled < HeaderBytes && !TryTakeHeader(ref bytes))
        {
            return false;
        }

        var taken = Math.Min(_left, bytes.Length);
        var kept = Math.Min(KeptBytes - _filled, taken);
        bytes[..kept].CopyTo(_kept.AsSpan(_filled));
        _filled += kept;
        _left -= taken;
        bytes = bytes[taken..];
        frame = Known();
        whole = _left == 0;
        if (whole)
        {
            _filled = 0;
            _kept.AsSpan().Clear();
        }

        return true;
    }

    private bool TryTakeHeader(ref ReadOnlySpan<byte> bytes)
    {
        var taken = Math.Min(HeaderBytes - _filled, bytes.Length);
        bytes[..taken].CopyTo(_kept.AsSpan(_filled));
        _filled += taken;
        bytes = bytes[taken..];
        if (_filled < HeaderBytes)
        {
            return false;
        }

        _left = (_kept[0] << 16) | (_kept[1] << 8) | _kept[2];
        return true;
    }

    private Frame Known() => new(
        (FrameKind)_kept[3],
        _kept[4],
        BinaryPrimitives.ReadUInt32BigEndian(_kept.AsSpan(5)) & int.MaxValue,
        BinaryPrimitives.ReadUInt32BigEndian(_kept.AsSpan(HeaderBytes)),
        BinaryPrimitives.ReadUInt32BigEndian(_kept.AsSpan(HeaderBytes + 4)));
}
