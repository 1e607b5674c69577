using System.Buffers;

namespace SlaAgent.ModelServers.Streams;

/// <summary>
/// Takes a stream of server-sent events (WHATWG HTML, 9.2.6) apart, as its bytes arrive, wherever they are cut. Lines end in LF, CR or CRLF;
/// a byte order mark, comments and unknown fields are passed over. Memory is bounded: an event over the limit stops the parser.
/// Beside the standard it takes a field <c>error</c>, which some servers write in place of <c>data</c>.
/// </summary>
internal sealed class EventStreamParser(int maxEventBytes) : EventParser
{
    private readonly ArrayBufferWriter<byte> _line = new();
    private readonly ArrayBufferWriter<byte> _data = new();
    private bool _begun;
    private bool _afterCarriageReturn;
    private bool _handedOut;
    private bool _hasData;
    private bool _isError;

    private static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    /// <inheritdoc />
    public override bool TryNext(ref ReadOnlySpan<byte> piece, out StreamEvent next)
    {
        ForgetHandedOut();
        while (!piece.IsEmpty && !TooLong)
        {
            if (_afterCarriageReturn)
            {
                _afterCarriageReturn = false;
                if (piece[0] == (byte)'\n')
                {
                    piece = piece[1..];
                    continue;
                }
            }

            var end = piece.IndexOfAny((byte)'\r', (byte)'\n');
            if (end < 0)
            {
                KeepUnfinished(piece);
                piece = default;
                break;
            }

            _afterCarriageReturn = piece[end] == (byte)'\r';
            var complete = EndLine(piece[..end]);
            piece = piece[(end + 1)..];
            if (complete)
            {
                next = HandOut();
                return true;
            }
        }

        next = default;
        return false;
    }

    /// <inheritdoc />
    public override bool TryEnd(out StreamEvent last, out bool unfinishedLine)
    {
        ForgetHandedOut();
        unfinishedLine = _line.WrittenCount > 0;
        if (unfinishedLine && !TooLong)
        {
            EndLine(default);
        }

        var has = !TooLong && (_hasData || _isError);
        last = has ? HandOut() : default;
        return has;
    }

    private bool EndLine(ReadOnlySpan<byte> tail)
    {
        if (_line.WrittenCount == 0)
        {
            return Interpret(tail);
        }

        KeepUnfinished(tail);
        var complete = !TooLong && Interpret(_line.WrittenSpan);
        _line.ResetWrittenCount();
        return complete;
    }

    private bool Interpret(ReadOnlySpan<byte> line)
    {
        if (!_begun)
        {
            _begun = true;
            line = line.StartsWith(ByteOrderMark) ? line[ByteOrderMark.Length..] : line;
        }

        if (line.IsEmpty)
        {
            return _hasData || _isError;
        }

        var colon = line.IndexOf((byte)':');
        var name = colon < 0 ? line : line[..colon];
        var value = colon < 0 ? default : line[(colon + 1)..];
        value = value.StartsWith((byte)' ') ? value[1..] : value;
        if (name.SequenceEqual("data"u8))
        {
            AddData(value);
        }
        else if (name.SequenceEqual("event"u8))
        {
            _isError = value.SequenceEqual("error"u8);
        }
        else if (name.SequenceEqual("error"u8))
        {
            _isError = true;
            AddData(value);
        }

        return false;
    }

    private void AddData(ReadOnlySpan<byte> value)
    {
        if (_data.WrittenCount + value.Length + 1 > maxEventBytes)
        {
            TooLong = true;
            return;
        }

        if (_hasData)
        {
            _data.Write("\n"u8);
        }

        _data.Write(value);
        _hasData = true;
    }

    private void KeepUnfinished(ReadOnlySpan<byte> bytes)
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
        return new(_data.WrittenSpan, _isError);
    }

    private void ForgetHandedOut()
    {
        if (_handedOut)
        {
            _data.ResetWrittenCount();
            (_handedOut, _hasData, _isError) = (false, false, false);
        }
    }
}
