using SlaAgent.Core.Time;

namespace SlaAgent.Core.Samples;

/// <summary>
/// What a server's own metrics say happened to its users' requests between two readings of them. Counts are differences, never totals: a counter that began
/// anew counts from there. What a server does not tell is null, never 0.
/// </summary>
public sealed record TrafficSample : Sample
{
    /// <summary>The reading before this one; equal to <see cref="To"/> where there is none to compare with (the first, or after a failure that outlasted the counters).</summary>
    public required Instant From { get; init; }

    /// <summary>When the metrics were read, or should have been.</summary>
    public required Instant To { get; init; }

    /// <inheritdoc />
    public override string Asked => "";

    /// <inheritdoc />
    public override Instant At => To;

    /// <summary>Why nothing could be read, in one short line without secrets; null where it was read. Then all else is null.</summary>
    public string? Failure { get; init; }

    /// <summary>Requests that ended well.</summary>
    public long? Good { get; init; }

    /// <summary>Requests that ended in a failure of the server.</summary>
    public long? Bad { get; init; }

    /// <summary>Tokens of prompts.</summary>
    public long? PromptTokens { get; init; }

    /// <summary>Generated tokens.</summary>
    public long? OutputTokens { get; init; }

    /// <summary>Whole durations of requests.</summary>
    public BucketCounts? Duration { get; init; }

    /// <summary>Times to the first token.</summary>
    public BucketCounts? TimeToFirstToken { get; init; }

    /// <summary>Times between two tokens.</summary>
    public BucketCounts? InterToken { get; init; }

    /// <summary>Times in the server's queue.</summary>
    public BucketCounts? QueueTime { get; init; }

    /// <summary>Requests being worked on at <see cref="To"/>.</summary>
    public double? Running { get; init; }

    /// <summary>Requests waiting at <see cref="To"/>.</summary>
    public double? Waiting { get; init; }

    /// <summary>Share of the key-value cache in use at <see cref="To"/>, 0 to 1.</summary>
    public double? CacheUse { get; init; }

    /// <summary>Whether the server says that it sleeps, or is scaled to nothing.</summary>
    public bool IsSleeping { get; init; }

    /// <summary>Whether it is known that the service is not scaled to nothing, whatever else could be read.</summary>
    public bool IsAwake { get; init; }

    /// <summary>Whether the counts may hold the agent's own probes, because the server does not tell them apart.</summary>
    public bool HoldsProbes { get; init; }

    /// <inheritdoc />
    public override Sample Moved(TimeSpan by) => this with { From = From + by, To = To + by };
}
