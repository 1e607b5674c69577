namespace SlaAgent.DemoServer.Serving;

/// <summary>What is measured of an inference; seconds, or tokens where the name says so.</summary>
internal enum Measure
{
    /// <summary>Arrival to end.</summary>
    EndToEnd,

    /// <summary>Arrival to its turn.</summary>
    Queue,

    /// <summary>Turn to end.</summary>
    Inference,

    /// <summary>Turn to first token.</summary>
    Prefill,

    /// <summary>First token to last.</summary>
    Decode,

    /// <summary>Arrival to first token.</summary>
    FirstToken,

    /// <summary>One token to the next.</summary>
    InterToken,

    /// <summary>Decode per token after the first; none for fewer than two.</summary>
    TimePerOutputToken,

    /// <summary>Tokens of a prompt.</summary>
    PromptTokens,

    /// <summary>Tokens made.</summary>
    OutputTokens,

    /// <summary>Most tokens that were asked for.</summary>
    TokenLimit,
}
