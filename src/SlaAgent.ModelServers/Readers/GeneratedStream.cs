using System.Globalization;
using SlaAgent.Core.Samples;
using SlaAgent.ModelServers.Dialects;
using SlaAgent.ModelServers.Exchanges;
using SlaAgent.ModelServers.Streams;
using SlaAgent.ModelServers.Validation;

namespace SlaAgent.ModelServers.Readers;

/// <summary>What has been learnt of one streamed answer, event by event.</summary>
/// <param name="dialect">How it is read.</param>
/// <param name="maxText">How much of its text is kept, in characters.</param>
/// <param name="keepsChunks">Whether the time of each chunk is kept.</param>
/// <param name="expectation">Who may want the model's version.</param>
internal sealed class GeneratedStream(StreamDialect dialect, int maxText, bool keepsChunks, ExpectationCheck expectation)
{
    private readonly EventParser _parser = dialect.NewParser();
    private readonly GeneratedText _text = new(maxText);
    private readonly ChunkTimeline? _chunks = keepsChunks ? new() : null;
    private ContentTimeline _timeline;
    private UInt128 _choices;
    private UInt128 _finished;
    private TokenCount _promptTokens;
    private TokenCount _outputTokens;
    private TimeSpan _lastPiece;
    private bool _done;
    private bool _ended;
    private bool _cutShort;
    private string? _error;
    private string? _violation;

    /// <summary>The generated text so far.</summary>
    public string Text => _text.ToString();

    /// <summary>Pieces of content so far.</summary>
    public int Pieces => _timeline.Pieces;

    /// <summary>Tokens as the server counted them, else as many as there were pieces.</summary>
    public int OutputTokens => Counted ? _outputTokens.Value.GetValueOrDefault() : _timeline.Pieces;

    // A count of nothing beside content is no count.
    private bool Counted => _outputTokens.Value is { } tokens && (tokens > 0 || _timeline.Pieces == 0);

    private bool HasEnded => _done || _ended || (_choices != 0 && _choices == _finished);

    /// <summary>The error the stream reported; null where it did not.</summary>
    public string? Error => _error;

    /// <summary>A piece of the body has come.</summary>
    public void Read(ReadOnlySpan<byte> piece, TimeSpan at)
    {
        _lastPiece = at;
        while (_parser.TryNext(ref piece, out var next))
        {
            Take(next, final: false);
        }

        if (_parser.TooLong)
        {
            _violation ??= string.Create(CultureInfo.InvariantCulture, $"an event is longer than {EventParser.DefaultMaxEventBytes} bytes");
        }
    }

    /// <summary>The body has ended as HTTP says it should.</summary>
    public void End()
    {
        if (_parser.TryEnd(out var last, out var unfinishedLine))
        {
            Take(last, final: true);
            _cutShort |= unfinishedLine && last.Data.IsEmpty;
        }
        else
        {
            _cutShort |= unfinishedLine;
        }
    }

    /// <summary>What is wrong with the stream as such; null where it is whole.</summary>
    public (Outcome Outcome, string Detail)? Fault()
    {
        if (_error is not null)
        {
            return (Outcome.InBandError, _error);
        }

        if (_violation is not null)
        {
            return (Outcome.ProtocolError, _violation);
        }

        var ended = !dialect.MarksEnd || HasEnded;
        return ended && !_cutShort ? null : (Outcome.Truncated, dialect.MissingEnd);
    }

    /// <summary><paramref name="answer"/> with what was measured.</summary>
    public Answer Measured(Answer answer) => answer with
    {
        TimeToFirstToken = _timeline.First,
        TimeToFirstAnswerToken = _timeline.FirstAnswer,
        TimePerOutputToken = _timeline.PerToken(OutputTokens),
        InterChunkLatency = _timeline.WorstGap,
        TimeToFirstChunk = _chunks?.First,
        ChunkGaps = _chunks is null ? default : [.. _chunks.Gaps],
        PromptTokens = _promptTokens.Value,
        OutputTokens = OutputTokens,
        TokensEstimated = !Counted,
    };

    private void Take(StreamEvent next, bool final)
    {
        if (_error is not null || _violation is not null)
        {
            return;
        }

        var data = next.Data.Trim(" \t\r\n"u8);
        if (_done && (next.IsError || !data.IsEmpty))
        {
            _violation = $"an event came after {DetailText.Clean(dialect.Done)}: {DetailText.Clean(data)}";
        }
        else if (next.IsError)
        {
            _error = Describe(data);
        }
        else if (!dialect.Done.IsEmpty && data.SequenceEqual(dialect.Done))
        {
            _done = true;
        }
        else if (!data.IsEmpty)
        {
            TakeChunk(data, final);
        }
    }

    private void TakeChunk(ReadOnlySpan<byte> data, bool final)
    {
        if (!AnswerChunk.TryParse(data, dialect.Fields, out var chunk))
        {
            // What is left over at the end was cut; what stands between whole events was written so.
            _cutShort |= final;
            _violation = final ? null : $"an event is no chunk of a completion: {DetailText.Clean(data)}";
            return;
        }

        if (chunk.IsError)
        {
            _error = Describe(data);
            return;
        }

        if (chunk.HasContent && dialect.Done.IsEmpty && dialect.MarksEnd && HasEnded)
        {
            _violation = $"content came after the last event: {DetailText.Clean(data)}";
            return;
        }

        expectation.Version?.TakeVersion(data);

        // What only reports usage is no output.
        if (chunk.Choices != 0 || chunk.HasContent)
        {
            _chunks?.Add(_lastPiece);
        }

        if (chunk.HasContent)
        {
            _timeline.Add(_lastPiece, chunk.HasAnswer);
            _text.Add(data[chunk.Text]);
        }

        _choices |= chunk.Choices;
        _finished |= chunk.Finished;
        _ended |= chunk.Ended;
        _promptTokens = _promptTokens.Or(chunk.PromptTokens);
        _outputTokens = _outputTokens.Or(chunk.OutputTokens);
    }

    private static string Describe(ReadOnlySpan<byte> data)
    {
        var message = ErrorMessage.From(data.ToArray());
        return message.Length == 0 ? "the stream reported an error without saying which" : message;
    }
}
