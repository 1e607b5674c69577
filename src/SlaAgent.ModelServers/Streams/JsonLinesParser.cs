using System.Buffers;

namespace SlaAgent.ModelServers.Streams;

/// <summary>Takes a stream apart that has one JSON object a line; lines end in LF or CRLF, and blank ones are passed over.</summary>
internal sealed class JsonLinesParser(int maxEventBytes) : EventParser
{
    private readonly ArrayBufferWriter<byte> _line = new();
    private bool _handedOut;

    /// <inheritdoc />
    public override bool TryNext(ref ReadOnlySpan<byte> piece, out StreamEvent next)
    {
        ForgetHandedOut();
        while (!piece.IsEmpty && !TooLong)
        {
            var end = piece.IndexOf((byte)'\n');
            if (end < 0)
            {
                Keep(piece);
                piece = default;
                break;
            }

            Keep(piece[..end]);
            piece = piece[(end + 1)..];
            if (!TooLong && !IsBlank)
            {
                next = HandOut();
                return true;
            }

            _line.ResetWrittenCount();
        }

        next = default;
        return false;
    }

    /// <inheritdoc />
    public override bool TryEnd(out StreamEvent last, out bool unfinishedLine)
    {
        ForgetHandedOut();
        unfinishedLine = !IsBlank;
        var has = unfinishedLine && !TooLong;
        last = has ? HandOut() : default;
        return has;
    }

    private bool IsBlank => _line.WrittenSpan.IndexOfAnyExcept(" \t\r"u8) < 0;

    private void Keep(ReadOnlySpan<byte> bytes)
    {
        TooLong |= _line.WrittenCount + bytes.Length > maxEventBytes;
        if (!TooLong)
        {
            _line.Write(bytes);
        }
    }

    private StreamEvent HandOut()
    {
        _handedOut = true;
        return new(_line.WrittenSpan, isError: false);
    }

    private void ForgetHandedOut()
    {
        if (_handedOut)
        {
            _line.ResetWrittenCount();
            _handedOut = false;
        }
    }
}
