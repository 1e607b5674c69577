using System.Globalization;
using SlaAgent.Core.Samples;
using SlaAgent.Core.Time;

namespace SlaAgent.Results;

/// <summary>The result of one run as it is told to others: what was found, in wall time.</summary>
internal sealed record RunReport
{
    /// <summary>Name of the service.</summary>
    public required string Service { get; init; }

    /// <summary>Name of the probe; <see cref="EvaluationResult.OfFeedback"/> for truths that came later.</summary>
    public required string Probe { get; init; }

    /// <summary>When the run was meant to start.</summary>
    public required DateTimeOffset At { get; init; }

    /// <inheritdoc cref="EvaluationResult.Duration" />
    public required TimeSpan Duration { get; init; }

    /// <inheritdoc cref="EvaluationResult.Void" />
    public string? Void { get; init; }

    /// <inheritdoc cref="EvaluationResult.DataSetHash" />
    public string DataSetHash { get; init; } = "";

    /// <inheritdoc cref="EvaluationResult.ModelVersion" />
    public string? ModelVersion { get; init; }

    /// <inheritdoc cref="EvaluationResult.SeriesFrom" />
    public required DateTimeOffset SeriesFrom { get; init; }

    /// <inheritdoc cref="EvaluationResult.Examples" />
    public required long Examples { get; init; }

    /// <inheritdoc cref="EvaluationResult.Scored" />
    public required long Scored { get; init; }

    /// <inheritdoc cref="EvaluationResult.Failed" />
    public required long Failed { get; init; }

    /// <inheritdoc cref="EvaluationResult.Unknown" />
    public required long Unknown { get; init; }

    /// <inheritdoc cref="EvaluationResult.Scores" />
    public IReadOnlyList<EvaluationScore> Scores { get; init; } = [];

    /// <inheritdoc cref="EvaluationResult.Comparison" />
    public ModelComparison? Comparison { get; init; }

    /// <inheritdoc cref="EvaluationResult.Drift" />
    public PredictionDrift? Drift { get; init; }

    /// <inheritdoc cref="EvaluationResult.CommonestFailure" />
    public string? CommonestFailure { get; init; }

    /// <summary>
    /// Names the run, the same whoever is told and however often: <c>SERVICE/PROBE/2026-03-02T12:00:00Z</c>. To the nearest second, because a time that is
    /// taken to the agent's timeline and back may differ by a little.
    /// </summary>
    public string Id => string.Create(CultureInfo.InvariantCulture, $"{Service}/{Probe}/{At.UtcDateTime.AddMilliseconds(500):yyyy-MM-ddTHH:mm:ssZ}");

    /// <summary>When the run ended.</summary>
    public DateTimeOffset End => At + Duration;

    /// <summary>The report of <paramref name="result"/>.</summary>
    public static RunReport Of(EvaluationResult result, ClockReading reading) => new()
    {
        Service = result.Service,
        Probe = result.Probe,
        At = reading.ToWall(result.ScheduledAt),
        Duration = result.Duration,
        Void = result.Void,
        DataSetHash = result.DataSetHash,
        ModelVersion = result.ModelVersion,
        SeriesFrom = result.SeriesFrom,
        Examples = result.Examples,
        Scored = result.Scored,
        Failed = result.Failed,
        Unknown = result.Unknown,
        Scores = [.. result.Scores],
        Comparison = result.Comparison,
        Drift = result.Drift,
        CommonestFailure = result.CommonestFailure,
    };
}
