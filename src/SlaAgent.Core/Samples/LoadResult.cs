using SlaAgent.Core.Time;

namespace SlaAgent.Core.Samples;

/// <summary>
/// What one run of open-loop load observed. Times are counted from each request's intended arrival, and shares over all that were scheduled: what was never
/// sent, failed or timed out is not good.
/// </summary>
public sealed record LoadResult : Sample
{
    /// <summary>Name of the probe.</summary>
    public required string Probe { get; init; }

    /// <summary>When the run was meant to start.</summary>
    public required Instant ScheduledAt { get; init; }

    /// <inheritdoc />
    public override string Asked => Probe;

    /// <inheritdoc />
    public override Instant At => ScheduledAt;

    /// <summary>From the start to the end of the last request; of a whole run at least the time over which arrivals were intended.</summary>
    public required TimeSpan Duration { get; init; }

    /// <summary>Why the run says nothing (stopped, the agent could not do its part); null for a whole run. Then it is no event.</summary>
    public string? Void { get; init; }

    /// <summary>Arrivals that were intended.</summary>
    public required long Scheduled { get; init; }

    /// <summary>Arrivals that were not sent, because as many as allowed were in flight.</summary>
    public required long NotSent { get; init; }

    /// <summary>Requests whose end says nothing of the server, because the agent could not do its part.</summary>
    public required long NotMeasured { get; init; }

    /// <summary>Requests that ended in a failure of the server.</summary>
    public long Failed => Scheduled - NotSent - NotMeasured - Succeeded;

    /// <summary>Requests that ended in success.</summary>
    public required long Succeeded { get; init; }

    /// <summary>Requests that met all thresholds of the service's objectives on this probe; those that succeeded where there are none.</summary>
    public required long Good { get; init; }

    /// <summary>Intended arrivals a second.</summary>
    public required double OfferedRate { get; init; }

    /// <summary>Successful requests a second, over <see cref="Duration"/>.</summary>
    public required double AchievedRate { get; init; }

    /// <summary>Good requests a second, over <see cref="Duration"/>.</summary>
    public required double GoodRate { get; init; }

    /// <summary>Prompt tokens of successful requests; null where the server did not say.</summary>
    public long? PromptTokens { get; init; }

    /// <summary>Output tokens of successful requests; null where there are none.</summary>
    public long? OutputTokens { get; init; }

    /// <summary>Latency from the intended arrival, in seconds, at the percentiles 50, 90, 95 and 99 (nearest rank; failures are slower than all); null where the rank falls on a failure.</summary>
    public required LoadPercentiles Latency { get; init; }

    /// <summary>Time to the first token from the intended arrival, likewise; null where nothing was streamed.</summary>
    public LoadPercentiles? TimeToFirstToken { get; init; }

    /// <summary>How late the generator itself was with its requests: its own limits, which are not the server's.</summary>
    public required LoadPercentiles Lag { get; init; }

    /// <summary>Whether the generator itself was too late for the result to speak of the server alone. Its bound of requests in flight is no such limit: the server fills it.</summary>
    public required bool IsGeneratorLimited { get; init; }

    /// <inheritdoc />
    public override Sample Moved(TimeSpan by) => this with { ScheduledAt = ScheduledAt + by };
}
