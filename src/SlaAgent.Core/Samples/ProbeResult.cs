using SlaAgent.Core.Contracts;
using SlaAgent.Core.Time;

namespace SlaAgent.Core.Samples;

/// <summary>What one scheduled probe observed.</summary>
public sealed record ProbeResult : Sample
{
    /// <summary>Name of the probe.</summary>
    public required string Probe { get; init; }

    /// <summary>When the probe was meant to start.</summary>
    public required Instant ScheduledAt { get; init; }

    /// <inheritdoc />
    public override string Asked => Probe;

    /// <inheritdoc />
    public override Instant At => ScheduledAt;

    /// <summary>How late it started (or, for <see cref="Samples.Outcome.Skipped"/>, would have): the measurement's own error, never part of a latency.</summary>
    public required TimeSpan ScheduleDelay { get; init; }

    /// <summary>The probe's interval: the time this result stands for.</summary>
    public required TimeSpan Interval { get; init; }

    /// <summary>The one way it ended.</summary>
    public required Outcome Outcome { get; init; }

    /// <summary>Whether nothing was asked because the server had said that it is saturated; the outcome is <see cref="Samples.Outcome.Skipped"/> then.</summary>
    public bool BackedOff { get; init; }

    /// <summary>
    /// Starts right before this one that were held back because the server had said that it is saturated. A bad answer speaks for them too: the server
    /// was no better before and after. A good one speaks for itself alone.
    /// </summary>
    public int HeldBefore { get; init; }

    /// <summary>
    /// Whether nothing was asked because the service is scaled to nothing, or it is not known yet whether it is; the outcome is
    /// <see cref="Samples.Outcome.Skipped"/> then, and the time does not count.
    /// </summary>
    public bool LeftAsleep { get; init; }

    /// <summary>Where the time went; all zero for an outcome that is no measurement.</summary>
    public Phases Phases { get; init; }

    /// <summary>From handing the request to the transport to the end of the body, or to the failure.</summary>
    public TimeSpan Duration => Phases.Total;

    /// <summary>To the first byte of the response; null where none came.</summary>
    public TimeSpan? FirstByte { get; init; }

    /// <summary>To the first event with content, reasoning included; null where none came or the answer was no stream.</summary>
    public TimeSpan? TimeToFirstToken { get; init; }

    /// <summary>To the first event with content other than reasoning; null where none came or the answer was no stream.</summary>
    public TimeSpan? TimeToFirstAnswerToken { get; init; }

    /// <summary>Time per output token after the first; null with fewer than two tokens.</summary>
    public TimeSpan? TimePerOutputToken { get; init; }

    /// <summary>The worst gap between two pieces of content; null with fewer than two.</summary>
    public TimeSpan? InterChunkLatency { get; init; }

    /// <summary>To the first chunk of a stream, with content or without; null where none came or nobody asked for it.</summary>
    public TimeSpan? TimeToFirstChunk { get; init; }

    /// <summary>The time of each chunk of a stream after the first since the one before it; empty where nobody asked for it.</summary>
    public EquatableArray<TimeSpan> ChunkGaps { get; init; }

    /// <summary>Tokens of the prompt as the server counted them; null where it did not say.</summary>
    public int? PromptTokens { get; init; }

    /// <summary>Tokens of the answer; null where there is no generated answer.</summary>
    public int? OutputTokens { get; init; }

    /// <summary>Whether <see cref="OutputTokens"/> was estimated from the pieces of the stream because the server did not say.</summary>
    public bool TokensEstimated { get; init; }

    /// <summary>HTTP status; null where none came.</summary>
    public int? Status { get; init; }

    /// <summary>One short line on what went wrong, without secrets and without control characters; null on success.</summary>
    public string? Detail { get; init; }

    /// <summary>When the server's TLS certificate ends; null without TLS.</summary>
    public DateTimeOffset? CertificateExpiry { get; init; }

    /// <summary>Trace id of the probe's span, 32 hex digits; null where not traced.</summary>
    public string? TraceId { get; init; }

    /// <inheritdoc />
    public override Sample Moved(TimeSpan by) => this with { ScheduledAt = ScheduledAt + by };
}
