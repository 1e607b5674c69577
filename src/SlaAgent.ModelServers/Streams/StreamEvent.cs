namespace SlaAgent.ModelServers.Streams;

/// <summary>One server-sent event. Valid until the parser is asked again.</summary>
/// <param name="data">The data lines, joined with a line feed.</param>
/// <param name="isError">Whether the event calls itself an error.</param>
internal readonly ref struct StreamEvent(ReadOnlySpan<byte> data, bool isError)
{
    /// <summary>The data lines, joined with a line feed.</summary>
    public ReadOnlySpan<byte> Data { get; } = data;

    /// <summary>Whether the event calls itself an error.</summary>
    public bool IsError { get; } = isError;
}
