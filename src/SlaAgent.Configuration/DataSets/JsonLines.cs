namespace SlaAgent.Configuration.DataSets;

/// <summary>Splits bytes into lines within a bound, whatever pieces they come in.</summary>
internal sealed class JsonLines(DataSetBytes bytes)
{
    private const int FirstSize = 64 * 1024;

    private byte[] _buffer = new byte[FirstSize];
    private int _start;
    private int _end;
    private bool _isOver;

    /// <summary>Number of the line read last, from 1.</summary>
    public long Number { get; private set; }

    /// <summary>Whether the line read last is longer than can be read.</summary>
    public bool IsTooLong { get; private set; }

    /// <summary>The next line without its end; false after the last one, where <see cref="DataSetBytes.Problem"/> may say why.</summary>
    public bool Next(out ReadOnlyMemory<byte> line)
    {
        var searched = 0;
        while (true)
        {
            var ready = _buffer.AsMemory(_start.._end);
            var newline = ready.Span[searched..].IndexOf((byte)'\n');
            if (newline >= 0)
            {
                line = ready[..(searched + newline)];
                _start += line.Length + 1;
                return Found(line);
            }

            searched = ready.Length;
            if (searched > DataSetLimits.ExampleLength || (_isOver && searched > 0))
            {
                line = ready;
                _start = _end;
                return bytes.Problem is null && Found(line);
            }

            if (_isOver)
            {
                line = default;
                return false;
            }

            Fill();
        }
    }

    private bool Found(ReadOnlyMemory<byte> line)
    {
        Number++;
        IsTooLong = line.Length > DataSetLimits.ExampleLength;
        return true;
    }

    private void Fill()
    {
        if (_start > 0)
        {
            _buffer.AsSpan(_start.._end).CopyTo(_buffer);
            _end -= _start;
            _start = 0;
        }

        if (_end == _buffer.Length)
        {
            Array.Resize(ref _buffer, _buffer.Length * 2);
        }

        var count = bytes.Read(_buffer.AsSpan(_end));
        _end += count;
        _isOver = count == 0;
    }
}
