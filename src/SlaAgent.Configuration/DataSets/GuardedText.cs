using System.Buffers;
using System.Text.Unicode;

namespace SlaAgent.Configuration.DataSets;

/// <summary>
/// The text of a CSV file for its parser, which would let a record grow without end and take anything for text: ends before the first thing that cannot be read,
/// and says what it is. Follows the quotes, as the parser does, to know where records begin.
/// </summary>
/// <param name="bytes">The file.</param>
/// <param name="skip">Lines that are passed over first.</param>
internal sealed class GuardedText(DataSetBytes bytes, int skip) : TextReader
{
    private const int BufferSize = 16 * 1024;
    private const int LongestRune = 4;

    private static readonly SearchValues<char> s_marks = SearchValues.Create("\"\r\n\0");

    private readonly byte[] _bytes = new byte[BufferSize];
    private readonly char[] _text = new char[BufferSize];
    private int _bytesEnd;
    private int _textStart;
    private int _textEnd;
    private bool _isFirst = true;
    private bool _isDrained;
    private bool _isOver;
    private bool _isQuoted;
    private bool _isAfterReturn;
    private bool _isAfterSkippedReturn;
    private int _left = skip;
    private int _recordLength;

    /// <summary>What ended the text before its time; null for nothing.</summary>
    public string? Problem { get; private set; }

    /// <summary>Line of the problem, from 1.</summary>
    public long ProblemLine { get; private set; }

    /// <summary>Line on which the record begins that is not ended yet.</summary>
    public long RecordLine { get; private set; } = 1;

    /// <summary>Line that is not ended yet.</summary>
    public long Line { get; private set; } = 1;

    public override int Read(Span<char> buffer)
    {
        while (_textStart == _textEnd && !_isOver)
        {
            Fill();
        }

        var count = Math.Min(buffer.Length, _textEnd - _textStart);
        _text.AsSpan(_textStart, count).CopyTo(buffer);
        _textStart += count;
        return count;
    }

    public override int Read(char[] buffer, int index, int count) => Read(buffer.AsSpan(index, count));

    public override int Read()
    {
        Span<char> one = stackalloc char[1];
        return Read(one) == 0 ? -1 : one[0];
    }

    public override int Peek()
    {
        while (_textStart == _textEnd && !_isOver)
        {
            Fill();
        }

        return _textStart == _textEnd ? -1 : _text[_textStart];
    }

    private void Fill()
    {
        while (!_isDrained && _bytesEnd < LongestRune)
        {
            var count = bytes.Read(_bytes.AsSpan(_bytesEnd));
            _isDrained = count == 0;
            _bytesEnd += count;
        }

        if (_isFirst)
        {
            _isFirst = false;
            Begin();
        }

        var status = Utf8.ToUtf16(_bytes.AsSpan(0, _bytesEnd), _text, out var read, out var written, replaceInvalidSequences: false, isFinalBlock: _isDrained);
        _bytes.AsSpan(read, _bytesEnd - read).CopyTo(_bytes);
        _bytesEnd -= read;
        (_textStart, _textEnd) = (0, written);
        Skip();
        Follow();
        if (status == OperationStatus.InvalidData)
        {
            Stop("is not UTF-8; save the file as UTF-8", Line, _textEnd);
        }
        else if (_isDrained && _bytesEnd == 0)
        {
            End();
        }
    }

    private void Begin()
    {
        var start = _bytes.AsSpan(0, _bytesEnd);
        if (FileText.Problem(start, "csv") is { } problem)
        {
            Stop(problem, 1, 0);
            _bytesEnd = 0;
        }
        else if (start.StartsWith("\uFEFF"u8))
        {
            start[3..].CopyTo(start);
            _bytesEnd -= 3;
        }
    }

    private void Skip()
    {
        while (_textStart < _textEnd && (_left > 0 || _isAfterSkippedReturn))
        {
            var text = _text.AsSpan(_textStart.._textEnd);
            var isSecondHalf = _isAfterSkippedReturn && text[0] == '\n';
            _isAfterSkippedReturn = false;
            if (isSecondHalf || _left == 0)
            {
                _textStart += isSecondHalf ? 1 : 0;
                continue;
            }

            var end = text.IndexOfAny('\r', '\n');
            _textStart += end < 0 ? text.Length : end + 1;
            if (end >= 0)
            {
                _isAfterSkippedReturn = text[end] == '\r';
                _left--;
                RecordLine = ++Line;
            }
        }
    }

    private void Follow()
    {
        for (var at = _textStart; at < _textEnd;)
        {
            var isSecondHalf = _isAfterReturn && _text[at] == '\n';
            _isAfterReturn = false;
            var next = isSecondHalf ? 0 : _text.AsSpan(at.._textEnd).IndexOfAny(s_marks);
            var length = next < 0 ? _textEnd - at : next + 1;
            at += length;
            _recordLength += isSecondHalf ? 0 : length;
            if (_recordLength > DataSetLimits.ExampleLength)
            {
                Stop($"the example has more than {DataSetLimits.ExampleLength} characters; shorten it{(_isQuoted ? ", or close the quote that is open in it" : "")}", RecordLine, at);
            }
            else if (next >= 0 && !isSecondHalf)
            {
                Meet(_text[at - 1], at - 1);
            }
        }
    }

    private void Meet(char mark, int at)
    {
        switch (mark)
        {
            case '"':
                _isQuoted = !_isQuoted;
                break;
            case '\0':
                Stop("holds a NUL; this is no text file, or it is damaged", Line, at);
                break;
            default:
                _isAfterReturn = mark == '\r';
                Line++;
                if (!_isQuoted)
                {
                    RecordLine = Line;
                    _recordLength = 0;
                }

                break;
        }
    }

    private void End()
    {
        var problem = bytes.Problem
            ?? (_isQuoted ? "a quote is opened in the example that begins here, and never closed" : null)
            ?? (_left > 0 ? $"there are fewer lines than csv.skip passes over; write a smaller number" : null);
        if (problem is not null && !_isOver)
        {
            Stop(problem, _isQuoted && bytes.Problem is null ? RecordLine : Line, _textEnd);
        }

        _isOver = true;
    }

    private void Stop(string problem, long line, int end)
    {
        if (!_isOver)
        {
            (Problem, ProblemLine) = (problem, line);
        }

        _isOver = true;
        _textEnd = Math.Min(_textEnd, end);
    }
}
