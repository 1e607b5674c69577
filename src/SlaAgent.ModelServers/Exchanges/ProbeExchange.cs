namespace SlaAgent.ModelServers.Exchanges;

/// <summary>One probe's side of the conversation with its server: what is sent each time, and how the answer is read. Not thread-safe: a probe never overlaps itself.</summary>
public abstract class ProbeExchange
{
    /// <summary>Whether a connection alone is the answer: then there is neither a request nor a reader.</summary>
    public virtual bool ConnectsOnly => false;

    /// <summary>The next request; bodies are taken in turn. Its body holds until the next call.</summary>
    public abstract ServerRequest NextRequest();

    /// <summary>A reader for the answer to the request that <see cref="NextRequest"/> gave last.</summary>
    public abstract AnswerReader NewReader();

    /// <summary>Asks for other lengths from the next request on, where the exchange writes its requests from a prompt; the user's own bodies stay as they are.</summary>
    /// <param name="promptTokens">About how long the prompt is to be, in tokens; null for as it is written.</param>
    /// <param name="outputTokens">How many tokens are asked for at most; null for as it is written.</param>
    public virtual void Size(int? promptTokens, int? outputTokens)
    {
    }

    /// <summary>Another side of the same conversation, for requests under way at the same time: bodies are taken in turn over both, and what one learns of the server the other knows.</summary>
    public abstract ProbeExchange Twin();
}
