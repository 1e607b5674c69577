using System.Buffers;

namespace SlaAgent.ModelServers.Exposition;

/// <summary>Reads labels one after the other: from what follows an opening brace to the closing one, or to the end of the text.</summary>
internal ref struct LabelReader(ReadOnlySpan<byte> text)
{
    private static readonly SearchValues<byte> NameBytes =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_"u8);

    private ReadOnlySpan<byte> _rest = text;
    private ReadOnlySpan<byte> _name;
    private ReadOnlySpan<byte> _value;

    /// <summary>The label that was read last.</summary>
    public readonly ExpositionLabel Current => new(_name, _value);

    /// <summary>Whether reading ended because the text is no list of labels.</summary>
    public bool Failed { get; private set; }

    /// <summary>What has not been read; begins with the closing brace where reading ended there.</summary>
    public readonly ReadOnlySpan<byte> Rest => _rest;

    /// <summary>Reads the next label; false at the closing brace, at the end, and where the text is no list of labels.</summary>
    public bool MoveNext()
    {
        SkipBlanks();
        if (_rest.IsEmpty || _rest[0] == (byte)'}')
        {
            return false;
        }

        if (!TryReadName(out var quoted))
        {
            return Fail();
        }

        SkipBlanks();
        if (_rest.StartsWith((byte)'='))
        {
            _rest = _rest[1..];
            SkipBlanks();
            if (!TryReadQuoted(out _value))
            {
                return Fail();
            }
        }
        else if (quoted)
        {
            // {"a metric's name",label="…"}
            _value = _name;
            _name = default;
        }
        else
        {
            return Fail();
        }

        return TryEndEntry() || Fail();
    }

    private bool Fail()
    {
        Failed = true;
        return false;
    }

    private bool TryEndEntry()
    {
        SkipBlanks();
        if (_rest.StartsWith((byte)','))
        {
            _rest = _rest[1..];
            return true;
        }

        return _rest.IsEmpty || _rest[0] == (byte)'}';
    }

    private bool TryReadName(out bool quoted)
    {
        quoted = _rest[0] == (byte)'"';
        if (quoted)
        {
            return TryReadQuoted(out _name);
        }

        var length = _rest.IndexOfAnyExcept(NameBytes);
        length = length < 0 ? _rest.Length : length;
        _name = _rest[..length];
        _rest = _rest[length..];
        return length > 0 && !char.IsAsciiDigit((char)_name[0]);
    }

    private bool TryReadQuoted(out ReadOnlySpan<byte> content)
    {
        content = default;
        if (!_rest.StartsWith((byte)'"'))
        {
            return false;
        }

        var end = EscapedText.EndOfQuoted(_rest[1..]);
        if (end < 0)
        {
            return false;
        }

        content = _rest.Slice(1, end);
        _rest = _rest[(end + 2)..];
        return true;
    }

    private void SkipBlanks()
    {
        while (!_rest.IsEmpty && _rest[0] is (byte)' ' or (byte)'\t')
        {
            _rest = _rest[1..];
        }
    }
}
