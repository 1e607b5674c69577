namespace SlaAgent.Core.Contracts;

/// <summary>Which work a throughput objective counts.</summary>
public enum ThroughputMeasure
{
    /// <summary>Requests that ended well.</summary>
    Requests,

    /// <summary>Generated tokens.</summary>
    OutputTokens,

    /// <summary>Tokens of prompts.</summary>
    PromptTokens,
}
