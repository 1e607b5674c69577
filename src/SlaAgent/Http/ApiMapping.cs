using SlaAgent.Configuration;
using SlaAgent.Core.Contracts;
using SlaAgent.Core.Evidence;
using SlaAgent.Core.Samples;
using SlaAgent.Core.Snapshots;

namespace SlaAgent.Http;

/// <summary>From snapshots to what the API shows.</summary>
internal static class ApiMapping
{
    public static ApiAgreement ToApi(this AgreementStatus agreement) => new(
        agreement.Name,
        agreement.Audience.Name(),
        agreement.Service,
        agreement.Scope.Name(),
        agreement.Status.Name(),
        new ApiWindow(agreement.Calendar is null ? "rolling" : "calendar", agreement.WindowFrom, agreement.WindowTo, agreement.Calendar?.Unit.Name(), agreement.Calendar?.TimeZone),
        [.. agreement.Objectives.Select(ToApi)],
        agreement.LastPeriod is { } last ? ToApi(last, agreement) : null);

    private static ApiPeriod ToApi(ClosedPeriod period, AgreementStatus agreement) => new(
        period.From,
        period.To,
        [
            .. from objective in period.Objectives
               let parts = agreement.Objectives.FirstOrDefault(shown => shown.Name == objective.Objective)?.PartsPerEvent ?? 1
               let compliance = objective.Events == 0 ? null : (double?)objective.Good / objective.Events
               select new ApiPeriodObjective(objective.Objective, objective.Good / parts, objective.Events / parts, compliance, Finite(objective.Coverage), objective.Status),
        ]);

    private static ApiBudget ToApi(BudgetStatus budget) =>
        new(Finite(budget.Allowed), budget.Spent, Finite(budget.Forecast), Finite(budget.ForecastLower), Finite(budget.ForecastUpper));

    public static ApiObjective ToApi(this ObjectiveStatus objective) => new(
        objective.Name,
        objective.Indicator,
        objective.Source,
        objective.Probe,
        objective.Status.Name(),
        objective.Reason,
        objective.Since,
        objective.WholeGood,
        objective.WholeEvents,
        Finite(objective.Compliance),
        objective.Target,
        Finite(objective.ErrorBudgetRemaining),
        objective.TimeToExhaustion?.TotalSeconds,
        [.. objective.BurnRates.Select(ToApi)],
        Finite(objective.Coverage),
        objective.MinimumSamples,
        Finite(objective.Lower),
        Finite(objective.Upper),
        Finite(objective.Percentile),
        Finite(objective.PercentileSeconds),
        Finite(objective.PercentileLowerSeconds),
        Finite(objective.PercentileUpperSeconds),
        Finite(objective.ThresholdSeconds),
        Finite(objective.ThresholdLowerSeconds),
        Finite(objective.ThresholdUpperSeconds),
        Finite(objective.AtLeastPerSecond),
        Finite(objective.LastPerSecond),
        objective.HoldsProbes,
        objective.Note,
        objective.Accuracy?.ToApi(),
        objective.Budget is { } budget ? ToApi(budget) : null);

    public static ApiService ToApi(this (ModelService Service, ServiceStatus Status) pair) => new(
        pair.Service.Name,
        pair.Service.Server,
        pair.Service.Model,
        pair.Service.ModelVersion,
        pair.Status.State?.Name(),
        pair.Status.Since,
        pair.Status.IsUp,
        [.. pair.Service.Probes.Join(pair.Status.Probes, p => p.Name, s => s.Name, ToApi)]);

    private static ApiBurnRate ToApi(BurnRateStatus burn) => new(
        burn.Rule.Severity.Name(),
        DurationText.Write(burn.Rule.Long),
        DurationText.Write(burn.Rule.Short),
        Finite(burn.LongValue),
        Finite(burn.ShortValue),
        burn.Rule.Factor,
        burn.Firing);

    private static ApiProbe ToApi(Probe probe, ProbeStatus status) => new(
        probe.Name,
        probe.Interval.TotalSeconds,
        probe.Timeout.TotalSeconds,
        status.LastOutcome?.Name(),
        status.LastAt,
        status.LastDuration?.TotalSeconds,
        status.LastDetail,
        status.FailuresInARow);

    public static ApiAccuracy ToApi(this AccuracyStatus accuracy) => new(
        accuracy.Metric,
        accuracy.Goal,
        accuracy.IsAtMost,
        accuracy.Confidence,
        EvaluationNames.Of(accuracy.Decision),
        Finite(accuracy.Score),
        Finite(accuracy.Lower),
        Finite(accuracy.Upper),
        accuracy.Method,
        accuracy.IsProven,
        accuracy.NeededExamples,
        accuracy.Misses,
        accuracy.Confirm,
        accuracy.RunAt,
        accuracy.Examples,
        accuracy.Scored,
        accuracy.Failed,
        accuracy.Unknown,
        accuracy.DataSetHash,
        accuracy.ModelVersion,
        accuracy.SeriesFrom,
        accuracy.Comparison?.ToApi(),
        accuracy.Drift?.ToApi(),
        accuracy.Silence);

    public static ApiEvaluation ToApi(this EvaluationRun run)
    {
        var result = run.Result;
        return new(
            result.Service,
            result.Probe,
            new DateTimeOffset(result.ScheduledAt.Ticks, TimeSpan.Zero),
            result.Duration.TotalSeconds,
            result.Void,
            run.Waived ?? (run.Excluded.Count > 0 ? $"for {string.Join(", ", run.Excluded)}" : null),
            result.DataSetHash.Length > 0 ? result.DataSetHash : null,
            result.ModelVersion,
            result.SeriesFrom,
            result.Examples,
            result.Scored,
            result.Failed,
            result.Unknown,
            [.. result.Scores.Select(ToApi)],
            result.Comparison?.ToApi(),
            result.Drift?.ToApi(),
            result.CommonestFailure);
    }

    private static ApiScore ToApi(EvaluationScore score) => new(
        score.Metric, Finite(score.Value), score.Reason, score.Confidence, Finite(score.Lower), Finite(score.Upper), score.Method, score.Good, score.Of);

    private static ApiComparison ToApi(this ModelComparison comparison) => new(
        comparison.VersionBefore, comparison.Common, comparison.OnlyBefore, comparison.OnlyNow, comparison.PValue);

    private static ApiDrift ToApi(this PredictionDrift drift) => new(
        drift.ReferenceAt,
        Finite(drift.StabilityIndex),
        drift.StabilityNoise,
        Finite(drift.JensenShannon),
        drift.JensenShannonNoise,
        drift.Examples,
        drift.ReferenceExamples);

    /// <summary>JSON has no NaN and no infinity: what is not a number is not known.</summary>
    private static double? Finite(double? value) => value is { } number && double.IsFinite(number) ? number : null;
}
