namespace SlaAgent.Core.Samples;

/// <summary>Where a probe's time went. The phases follow one another without gap or overlap, so that their sum is the probe's duration.</summary>
/// <param name="Resolve">Name resolution; zero on a kept connection.</param>
/// <param name="Connect">TCP handshake.</param>
/// <param name="Tls">TLS handshake.</param>
/// <param name="Send">From having a connection to the last byte of the request.</param>
/// <param name="Wait">To the first byte of the response.</param>
/// <param name="Receive">To the end of the body, less <paramref name="Validate"/>.</param>
/// <param name="Validate">The agent's own reading of the answer while it was still arriving.</param>
public readonly record struct Phases(
    TimeSpan Resolve,
    TimeSpan Connect,
    TimeSpan Tls,
    TimeSpan Send,
    TimeSpan Wait,
    TimeSpan Receive,
    TimeSpan Validate)
{
    /// <summary>The sum of all phases: the probe's duration.</summary>
    public TimeSpan Total => Resolve + Connect + Tls + Send + Wait + Receive + Validate;
}
