namespace SlaAgent.Core.Contracts;

/// <summary>How a streamed answer is parted into events.</summary>
public enum StreamFraming
{
    /// <summary>Server-sent events (<c>text/event-stream</c>).</summary>
    ServerSentEvents,

    /// <summary>One JSON object a line (<c>application/x-ndjson</c>).</summary>
    JsonLines,
}
