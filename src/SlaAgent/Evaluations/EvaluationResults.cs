using SlaAgent.Core.Accuracy;
using SlaAgent.Core.Contracts;
using SlaAgent.Core.Samples;
using SlaAgent.Core.Time;

namespace SlaAgent.Evaluations;

/// <summary>Makes the one result of a run.</summary>
internal static class EvaluationResults
{
    /// <summary>Of a run that asked.</summary>
    /// <param name="plan">The evaluation.</param>
    /// <param name="scheduledAt">When the run was meant to start.</param>
    /// <param name="reading">The clock at its end.</param>
    /// <param name="duration">From its first start.</param>
    /// <param name="dataSetHash">What its data set was.</param>
    /// <param name="version">The model's version; null where nobody says it.</param>
    /// <param name="tally">What it found.</param>
    public static EvaluationResult Of(
        EvaluationPlan plan, Instant scheduledAt, ClockReading reading, TimeSpan duration, string dataSetHash, string? version, RunTally tally)
    {
        if (tally.Scored == 0)
        {
            tally.MakeVoid(tally.CommonestFailure is { } failure ? "no example was answered: " + failure : "no answer to any example is known");
        }

        return Void(plan, scheduledAt, reading, tally.Void) with
        {
            Duration = duration,
            DataSetHash = dataSetHash,
            ModelVersion = version,
            Examples = tally.Examples,
            Scored = tally.Scored,
            Failed = tally.Failed,
            Unknown = tally.Examples - tally.Scored - tally.Failed,
            Scores = tally.Void is null ? ScoreBook.Of(tally.Items) : default(EquatableArray<EvaluationScore>),
            CommonestFailure = tally.CommonestFailure,
        };
    }

    /// <summary>Of a run that did not ask.</summary>
    public static EvaluationResult Void(EvaluationPlan plan, Instant scheduledAt, ClockReading reading, string? reason) => new()
    {
        Service = plan.Service.Name,
        Probe = plan.Probe.Name,
        ScheduledAt = scheduledAt,
        Duration = TimeSpan.Zero,
        Void = reason,
        DataSetHash = "",
        ModelVersion = null,
        SeriesFrom = reading.ToWall(scheduledAt),
        Examples = 0,
        Scored = 0,
        Failed = 0,
        Unknown = 0,
        Scores = [],
    };
}
