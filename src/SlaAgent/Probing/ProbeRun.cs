using SlaAgent.Core.Samples;

namespace SlaAgent.Probing;

/// <summary>One probe that was carried out: the fact, and what people like to see of the answer.</summary>
/// <param name="Result">The fact.</param>
/// <param name="Text">The generated text or the first part of the body, for a probe run by hand; null where there was none. Never exported.</param>
internal readonly record struct ProbeRun(ProbeResult Result, string? Text)
{
    /// <summary>What is handed on instead of the result, where what was read says more; null for the result itself.</summary>
    public Sample? Sample { get; init; }

    /// <summary>How long the server wants not to be asked, where it refused with 429 or 503 (RESOURCE_EXHAUSTED or UNAVAILABLE over gRPC) and said so; null otherwise.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>The exception behind an <see cref="Outcome.AgentError"/> that is a mistake of ours; null otherwise. For the log only.</summary>
    public Exception? Mistake { get; init; }
}
