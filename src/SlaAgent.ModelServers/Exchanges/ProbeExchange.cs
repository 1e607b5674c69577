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
}
