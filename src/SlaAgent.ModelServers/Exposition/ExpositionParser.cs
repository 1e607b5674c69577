using System.Buffers;

namespace SlaAgent.ModelServers.Exposition;

/// <summary>
/// Takes a page of metrics apart as its bytes arrive, wherever they are cut: Prometheus text 0.0.4 and OpenMetrics 1.0, which differ in nothing that
/// matters here. A line that is neither a sample nor a comment, is too long or has too many labels is passed over and counted. Nothing is thrown,
/// and nothing is allocated in proportion to the page.
/// </summary>
internal sealed class ExpositionParser
{
    /// <summary>Longest line in bytes.</summary>
    public const int MaxLineBytes = 64 * 1024;

    /// <summary>Most labels of one series.</summary>
    public const int MaxLabels = 64;

    private readonly ArrayBufferWriter<byte> _line = new();
    private readonly DeclaredFamily _family = new();
    private byte[] _name = [];
    private bool _handedOut;
    private bool _lineTooLong;

    /// <summary>Lines that were passed over because they could not be read.</summary>
    public long BadLines { get; private set; }

    /// <summary>Samples that were read.</summary>
    public long Samples { get; private set; }

    /// <summary>Whether <c># EOF</c>, with which OpenMetrics ends, has come.</summary>
    public bool SawEnd { get; private set; }

    /// <summary>Takes bytes off the front of <paramref name="piece"/> until a sample or a declaration is complete; false when the piece is used up.</summary>
    public bool TryNext(ref ReadOnlySpan<byte> piece, out ExpositionSample next)
    {
        ForgetHandedOut();
        while (!piece.IsEmpty)
        {
            var end = piece.IndexOf((byte)'\n');
            if (end < 0)
            {
                Keep(piece);
                piece = default;
                break;
            }

            var line = piece[..end];
            piece = piece[(end + 1)..];
            if (_line.WrittenCount > 0 || _lineTooLong)
            {
                Keep(line);
                if (TryEndKept(out next))
                {
                    return true;
                }
            }
            else if (TryRead(line, out next))
            {
                return true;
            }
        }

        next = default;
        return false;
    }

    /// <summary>The page has ended. A last line without its end is taken all the same: many pages forget it, and whether the page was cut short is for the transport to say.</summary>
    public bool TryEnd(out ExpositionSample last)
    {
        ForgetHandedOut();
        return TryEndKept(out last);
    }

    /// <summary>Begins another page; buffers are kept.</summary>
    public void Restart()
    {
        _line.ResetWrittenCount();
        _family.Clear();
        (_handedOut, _lineTooLong, BadLines, Samples, SawEnd) = (false, false, 0, 0, false);
    }

    private void ForgetHandedOut()
    {
        if (_handedOut)
        {
            _line.ResetWrittenCount();
            _handedOut = false;
        }
    }

    private void Keep(ReadOnlySpan<byte> bytes)
    {
        _lineTooLong |= _line.WrittenCount + bytes.Length > MaxLineBytes;
        if (!_lineTooLong)
        {
            _line.Write(bytes);
        }
    }

    private bool TryEndKept(out ExpositionSample sample)
    {
        if (_lineTooLong)
        {
            _lineTooLong = false;
            _line.ResetWrittenCount();
            BadLines++;
            sample = default;
            return false;
        }

        if (TryRead(_line.WrittenSpan, out sample))
        {
            _handedOut = true;
            return true;
        }

        _line.ResetWrittenCount();
        return false;
    }

    private bool TryRead(ReadOnlySpan<byte> line, out ExpositionSample sample)
    {
        sample = default;
        if (line.Length > MaxLineBytes)
        {
            BadLines++;
            return false;
        }

        line = line.Trim(" \t\r"u8);
        if (line.IsEmpty)
        {
            return false;
        }

        if (line[0] == (byte)'#')
        {
            return TryReadComment(line[1..], out sample);
        }

        if (!SeriesLine.TryParse(line, MaxLabels, out var parsed))
        {
            BadLines++;
            return false;
        }

        Samples++;
        sample = _family.Sample(NameOf(parsed.RawName, parsed.NameIsQuoted), parsed);
        return true;
    }

    /// <summary>Only a type says something that is needed; what is no sound declaration is a comment like any other.</summary>
    private bool TryReadComment(ReadOnlySpan<byte> rest, out ExpositionSample declaration)
    {
        declaration = default;
        var word = SeriesLine.NextToken(ref rest);
        if (word.SequenceEqual("EOF"u8))
        {
            SawEnd = true;
            return false;
        }

        if (!word.SequenceEqual("TYPE"u8) || !TryReadDeclaredName(ref rest, out var name))
        {
            return false;
        }

        var type = SeriesLine.NextToken(ref rest);
        if (type.IsEmpty)
        {
            return false;
        }

        _family.Declare(name, type);
        declaration = new() { Name = name, Family = name, Type = _family.Type, Part = SeriesPart.Declaration };
        return true;
    }

    private bool TryReadDeclaredName(scoped ref ReadOnlySpan<byte> rest, out ReadOnlySpan<byte> name)
    {
        rest = rest.TrimStart(" \t"u8);
        if (!rest.StartsWith((byte)'"'))
        {
            name = SeriesLine.NextToken(ref rest);
            return !name.IsEmpty;
        }

        var end = EscapedText.EndOfQuoted(rest[1..]);
        name = end < 0 ? default : NameOf(rest.Slice(1, end), quoted: true);
        rest = end < 0 ? default : rest[(end + 2)..];
        return !name.IsEmpty;
    }

    private ReadOnlySpan<byte> NameOf(ReadOnlySpan<byte> raw, bool quoted)
    {
        if (!quoted || !raw.Contains((byte)'\\'))
        {
            return raw;
        }

        if (_name.Length < raw.Length)
        {
            _name = new byte[raw.Length];
        }

        return _name.AsSpan(0, EscapedText.Resolve(raw, _name));
    }
}
