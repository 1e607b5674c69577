using SlaAgent.Core.Contracts;

namespace SlaAgent.Core.Reports;

/// <summary>The time that a report is about, half open.</summary>
public sealed record ReportPeriod
{
    /// <summary>What it is called: <c>2026-10</c>, <c>2026-Q4</c>; or its two ends.</summary>
    public required string Name { get; init; }

    /// <summary>Its start.</summary>
    public required DateTimeOffset From { get; init; }

    /// <summary>Its end, not included.</summary>
    public required DateTimeOffset To { get; init; }

    /// <summary>IANA name of the zone in which its days are counted.</summary>
    public required string TimeZone { get; init; }

    /// <summary>Which period of the calendar it is; null for none.</summary>
    public CalendarUnit? Unit { get; init; }

    /// <summary>Its days; they adjoin, from its start to its end.</summary>
    public required EquatableArray<ReportDate> Days { get; init; }

    /// <summary>
    /// Whether it begins with an hour of the record and ends with one, as far as it is over: else what is counted in its first and last hour is reckoned to the period in which the hour begins.
    /// </summary>
    public bool IsOfWholeHoursBefore(DateTimeOffset now) => From.UtcTicks % TimeSpan.TicksPerHour == 0 && (To >= now || To.UtcTicks % TimeSpan.TicksPerHour == 0);
}
