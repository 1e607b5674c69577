namespace SlaAgent.DemoServer.Generation;

/// <summary>How a dialect writes a stream of tokens.</summary>
internal interface IStreamFormat
{
    /// <summary>Content type of the answer.</summary>
    string ContentType { get; }

    /// <summary>What is sent to keep a silent stream open; null for nothing.</summary>
    ReadOnlyMemory<byte>? Ping { get; }

    /// <summary>What comes before the first token.</summary>
    IEnumerable<ReadOnlyMemory<byte>> Begin();

    /// <summary>One token.</summary>
    /// <param name="token">The token.</param>
    /// <param name="index">Its place, reasoning included.</param>
    /// <param name="isReasoning">Whether it is not yet part of the answer.</param>
    /// <param name="isLast">Whether the text ends with it.</param>
    ReadOnlyMemory<byte> Token(string token, int index, bool isReasoning, bool isLast);

    /// <summary>What comes after the last token.</summary>
    IEnumerable<ReadOnlyMemory<byte>> End();

    /// <summary>What says that the text has failed, under status 200.</summary>
    IEnumerable<ReadOnlyMemory<byte>> Error();
}
