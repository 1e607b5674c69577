namespace SlaAgent.ModelServers.Exchanges;

/// <summary>One probe's side of the conversation with its server: what is sent each time, and how the answer is read. Not thread-safe: a probe never overlaps itself.</summary>
public abstract class ProbeExchange
{
    /// <summary>The next request; bodies are taken in turn.</summary>
    public abstract ServerRequest NextRequest();

    /// <summary>A reader for the answer to the request that <see cref="NextRequest"/> gave last.</summary>
    public abstract AnswerReader NewReader();

    /// <summary>Asks for other lengths from the next request on, where the exchange writes its requests from a prompt; the user's own bodies stay as they are.</summary>
    /// <param name="promptTokens">About how long the prompt is to be, in tokens; null for as it is written.</param>
    /// <param name="outputTokens">How many tokens are asked for at most; null for as it is written.</param>
    public virtual void Size(int? promptTokens, int? outputTokens)
    {
    }
}
