using System.Globalization;
using SlaAgent.Core.Baselines;
using SlaAgent.Core.Contracts;

namespace SlaAgent.Commands.Baselines;

/// <summary>
/// History from the agent's own metrics on a Prometheus server, added up over all agents. Counts are what <c>increase</c> makes of them, rounded: it reaches for the edges of the
/// hour, so that they may be off by the events of one scrape interval.
/// </summary>
internal sealed class PrometheusHistory(PrometheusServer server, int weeks, DateTimeOffset now) : IHistorySource
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    private readonly DateTimeOffset _to = BaselineHistory.HourOf(now);

    /// <inheritdoc />
    public string Name => server.Name;

    private DateTimeOffset From => _to.AddDays(-7 * weeks) + Hour;

    /// <inheritdoc />
    public async Task<BaselineHistory> OfAsync(ModelService service, ServiceLevelAgreement agreement, Objective objective, CancellationToken cancellation)
    {
        var labels = $"{{sla={Quoted(agreement.Name)},service={Quoted(service.Name)},objective={Quoted(objective.Name)}}}";
        var good = await CountsAsync($"sum(increase(sla_objective_good_events_total{labels}[1h]))", cancellation);
        var events = await CountsAsync($"sum(increase(sla_objective_events_total{labels}[1h]))", cancellation);
        var durations = objective is { Indicator: Indicator.Latency latency, Timeslices: null } ? await DurationsAsync(service, latency, cancellation) : new Dictionary<DateTimeOffset, DurationCounts>();

        // Without any event a probe did not run; users who did not come were counted all the same.
        var hours = events.Where(hour => hour.Value >= 0.5 || objective.Indicator.IsOfTraffic).Select(hour =>
        {
            var all = (long)Math.Round(hour.Value);
            var ok = Math.Min(all, (long)Math.Round(good.GetValueOrDefault(hour.Key)));
            return new BaselineHour(hour.Key, ok, all - ok, Hour, default, durations.GetValueOrDefault(hour.Key));
        });
        return BaselineHistory.Of(hours, weeks);
    }

    /// <inheritdoc />
    public async Task<BaselineHistory?> OfDemandAsync(ModelService service, IReadOnlyList<ServiceLevelAgreement> agreements, CancellationToken cancellation) =>
        service.Traffic is null ? null : Demand(await CountsAsync($"sum(increase(sla_traffic_requests_total{{service={Quoted(service.Name)}}}[1h]))", cancellation), 1);

    /// <summary>The hours of a query of the user's own for a rate a second.</summary>
    /// <exception cref="BaselineFailure">It cannot be read, or gives more than one series.</exception>
    public async Task<BaselineHistory> OfRateAsync(string query, CancellationToken cancellation)
    {
        var series = await server.HoursAsync(query, From, _to, cancellation);
        return series.Count <= 1
            ? Demand(series.Count == 0 ? new Dictionary<DateTimeOffset, double>() : series[0].Hours, Hour.TotalSeconds)
            : throw new BaselineFailure(string.Create(CultureInfo.InvariantCulture, $"the query gives {series.Count} series; add them up with sum(…)"), ExitCode.Wrong);
    }

    /// <inheritdoc />
    public void Dispose() => server.Dispose();

    private BaselineHistory Demand(IReadOnlyDictionary<DateTimeOffset, double> hours, double perHour) =>
        BaselineHistory.Of(hours.Where(hour => hour.Value >= 0).Select(hour => new BaselineHour(hour.Key, (long)Math.Round(hour.Value * perHour), 0, Hour, default)), weeks);

    private async Task<IReadOnlyDictionary<DateTimeOffset, double>> CountsAsync(string query, CancellationToken cancellation) =>
        await server.HoursAsync(query, From, _to, cancellation) is [var series, ..] ? series.Hours : new Dictionary<DateTimeOffset, double>();

    private async Task<IReadOnlyDictionary<DateTimeOffset, DurationCounts>> DurationsAsync(ModelService service, Indicator.Latency latency, CancellationToken cancellation)
    {
        var labels = latency.Probe is { } probe ? $"service={Quoted(service.Name)},probe={Quoted(probe)}" : $"service={Quoted(service.Name)}";
        var series = await server.HoursAsync($"sum by (le, outcome_class) (increase({Metric(latency)}_bucket{{{labels}}}[1h]))", From, _to, cancellation);
        var hours = new Dictionary<DateTimeOffset, DurationCounts>();
        foreach (var outcome in series.GroupBy(s => s.Labels.GetValueOrDefault("outcome_class", "good")))
        {
            var below = new Dictionary<DateTimeOffset, double>();
            foreach (var bucket in outcome.OrderBy(s => Bound(s.Labels)))
            {
                // A failed request is slower than any threshold, however soon it failed; left out where the objective says so.
                var bound = outcome.Key == "good" ? Bound(bucket.Labels) : double.PositiveInfinity;
                AddBucket(hours, below, bucket, bound, isCounted: outcome.Key == "good" || !latency.ExcludeFailures);
            }
        }

        return hours;
    }

    private static void AddBucket(Dictionary<DateTimeOffset, DurationCounts> hours, Dictionary<DateTimeOffset, double> below, PrometheusSeries bucket, double bound, bool isCounted)
    {
        foreach (var (hour, cumulative) in bucket.Hours)
        {
            var count = (long)Math.Round(cumulative) - (long)Math.Round(below.GetValueOrDefault(hour));
            below[hour] = Math.Max(cumulative, below.GetValueOrDefault(hour));
            if (count > 0 && isCounted)
            {
                (hours.TryGetValue(hour, out var counts) ? counts : hours[hour] = new DurationCounts()).Add(bound, count);
            }
        }
    }

    private static double Bound(IReadOnlyDictionary<string, string> labels) =>
        double.TryParse(labels.GetValueOrDefault("le"), NumberStyles.Float, CultureInfo.InvariantCulture, out var bound) && bound > 0 ? bound : double.PositiveInfinity;

    private static string Metric(Indicator.Latency latency) => (latency.Probe is null ? "sla_traffic_" : "sla_probe_") + latency.Measure switch
    {
        LatencyMeasure.Total => "duration_seconds",
        LatencyMeasure.FirstByte => "first_byte_seconds",
        LatencyMeasure.TimeToFirstToken => "time_to_first_token_seconds",
        LatencyMeasure.TimePerOutputToken => "time_per_output_token_seconds",
        LatencyMeasure.InterChunkLatency => "inter_chunk_latency_seconds",
        _ => throw new ArgumentOutOfRangeException(nameof(latency)),
    };

    private static string Quoted(string text) => '"' + text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal) + '"';
}
