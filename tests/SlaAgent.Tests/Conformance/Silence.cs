namespace SlaAgent.Tests.Conformance;

/// <summary>After what a server says nothing more, so that a deadline ends the probe: the test's clock goes on only from there.</summary>
internal enum Silence
{
    /// <summary>It is never silent.</summary>
    Never,

    /// <summary>After it has taken the request.</summary>
    AfterRequest,

    /// <summary>After the head of its answer.</summary>
    AfterHead,

    /// <summary>After the first tokens of a stream.</summary>
    AfterTokens,
}
