using System.Text;
using SlaAgent.Core.Contracts;
using SlaAgent.ModelServers.Streams;

namespace SlaAgent.ModelServers.Dialects;

/// <summary>A <see cref="StreamForm"/> made ready, once, for reading many streams.</summary>
internal sealed class StreamDialect(StreamForm form)
{
    private readonly byte[] _done = Encoding.UTF8.GetBytes(form.Done ?? "");

    /// <summary>Where an event holds what.</summary>
    public FieldTree Fields { get; } = new(form.Fields);

    /// <summary>Data of an event that is nothing but the end; empty for none.</summary>
    public ReadOnlySpan<byte> Done => _done;

    /// <summary>Whether the end shows in the stream itself.</summary>
    public bool MarksEnd => form.MarksEnd;

    /// <summary>What is said of a stream whose end is missing.</summary>
    public string MissingEnd { get; } = (form.Done, form.Fields) switch
    {
        (null, { End.Count: 0 }) => "the stream was cut short",
        (null, _) => "the stream ended without its last event",
        (var done, { End.Count: 0 }) => $"the stream ended without {done}",
        var (done, _) => $"the stream ended without {done} and without a finish reason",
    };

    /// <summary>Content type that is asked for.</summary>
    public string Accept => form.Framing == StreamFraming.ServerSentEvents ? "text/event-stream" : "application/x-ndjson";

    /// <summary>Whether an answer with this content type is such a stream.</summary>
    public bool IsType(string? contentType)
    {
        var type = contentType.AsSpan();
        var end = type.IndexOf(';');
        type = (end < 0 ? type : type[..end]).Trim();
        return form.Framing == StreamFraming.ServerSentEvents
            ? type.Equals("text/event-stream", StringComparison.OrdinalIgnoreCase)
            : type.Equals("application/x-ndjson", StringComparison.OrdinalIgnoreCase)
                || type.Equals("application/ndjson", StringComparison.OrdinalIgnoreCase)
                || type.Equals("application/jsonl", StringComparison.OrdinalIgnoreCase)
                || type.Equals("application/x-jsonlines", StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>A parser for one stream.</summary>
    public EventParser NewParser() => form.Framing == StreamFraming.ServerSentEvents
        ? new EventStreamParser(EventParser.DefaultMaxEventBytes)
        : new JsonLinesParser(EventParser.DefaultMaxEventBytes);
}
