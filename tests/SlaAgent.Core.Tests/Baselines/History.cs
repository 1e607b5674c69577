using SlaAgent.Core.Baselines;
using SlaAgent.Core.Contracts;

namespace SlaAgent.Core.Tests.Baselines;

/// <summary>Histories made up for tests: a probe a minute, unless said otherwise.</summary>
internal static class History
{
    /// <summary>A Monday.</summary>
    public static readonly DateTimeOffset Monday = new(2026, 9, 7, 0, 0, 0, TimeSpan.Zero);

    public static readonly TimeSpan Week = TimeSpan.FromDays(7);

    public static DateTimeOffset At(int hour) => Monday.AddHours(hour);

    /// <summary>So many weeks, of whose hours <paramref name="bad"/> says how many of 60 probes were bad; null is an hour that was not measured.</summary>
    public static BaselineHistory Of(int weeks, Func<int, int?> bad) => BaselineHistory.Of(
        Enumerable.Range(0, weeks * 168).Where(hour => bad(hour) is not null).Select(hour => new BaselineHour(At(hour), 60 - bad(hour)!.Value, bad(hour)!.Value, TimeSpan.FromHours(1), default)),
        weeks);

    /// <summary>So many weeks of hours whose 60 durations, in seconds, <paramref name="durations"/> says; infinite for a failure.</summary>
    public static BaselineHistory OfDurations(int weeks, Func<int, IEnumerable<double>> durations) => BaselineHistory.Of(
        Enumerable.Range(0, weeks * 168).Select(hour =>
        {
            var counts = new DurationCounts();
            foreach (var duration in durations(hour))
            {
                counts.Add(duration, 1);
            }

            return new BaselineHour(At(hour), counts.Finite, counts.Beyond, TimeSpan.FromHours(1), default, counts);
        }),
        weeks);

    /// <summary>Hours in which so much was asked for; those of <paramref name="excluded"/> days do not count.</summary>
    public static BaselineHistory OfDemand(IEnumerable<(DateTimeOffset Hour, double Count)> hours, int weeks, params DateOnly[] excluded) => BaselineHistory.Of(
        hours.Select(hour => excluded.Contains(DateOnly.FromDateTime(hour.Hour.DateTime))
            ? new BaselineHour(hour.Hour, 0, 0, default, TimeSpan.FromHours(1))
            : new BaselineHour(hour.Hour, (long)hour.Count, 0, TimeSpan.FromHours(1), default)),
        weeks);

    public static Objective Throughput() => new()
    {
        Name = "throughput", Indicator = new Indicator.Throughput { Probe = null, AtLeast = new Rate(1) }, Target = 0.99m, MinimumSamples = 100,
    };

    public static BaselineResult Propose(Objective objective, BaselineHistory history) => Baseline.Of(objective, history, TimeZoneInfo.Utc, Week);

    public static decimal AtLeast(ProposedTarget? proposed) => ((Indicator.Throughput)proposed!.Objective.Indicator).AtLeast.PerHour / 3600;

    public static double Milliseconds(ProposedTarget? proposed) => ((Indicator.Latency)proposed!.Objective.Indicator).Threshold.TotalMilliseconds;
}
