namespace SlaAgent.ModelServers.Exchanges;

/// <summary>One probe's side of the conversation with its server: what is sent each time, and how the answer is read. Not thread-safe: a probe never overlaps itself.</summary>
public abstract class ProbeExchange
{
    /// <summary>The next request; bodies are taken in turn.</summary>
    public abstract ServerRequest NextRequest();

    /// <summary>A reader for the answer to the request that <see cref="NextRequest"/> gave last.</summary>
    public abstract AnswerReader NewReader();
}
