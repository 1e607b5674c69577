using SlaAgent.Core.Contracts;
using SlaAgent.Core.Evidence;
using SlaAgent.Core.Incidents;
using SlaAgent.Core.Reports;
using SlaAgent.Core.Windows;

namespace SlaAgent.Core.Tests.Reports;

/// <summary>A record that a test writes, entry by entry, and the report on it.</summary>
internal sealed class Written
{
    public const string Name = "gold";
    public const string Series = "gold/availability";

    public static readonly DateTimeOffset October = new(2026, 10, 1, 0, 0, 0, TimeSpan.Zero);
    public static readonly DateTimeOffset November = new(2026, 11, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly List<LedgerEntry> _entries = [];

    public IReadOnlyList<EvidenceItem.HourClosed> OpenHours { get; init; } = [];

    public static ObjectiveTerms Availability(decimal target = 0.99m, string series = Series) =>
        new() { Name = "availability", Indicator = "availability", Unit = "probes", Series = series, Target = target, MinimumSamples = 100, Method = ["promised"] };

    public static AgreementTerms Terms(params ObjectiveTerms[] objectives) => new()
    {
        Name = Name, Service = "chat", Audience = Audience.External, Scope = AgreementScope.Service, Window = TimeSpan.FromDays(30), Calendar = CalendarUnit.Month, TimeZone = "UTC",
        Objectives = objectives.Length == 0 ? [Availability()] : [.. objectives],
    };

    public static SeriesHour Hour(long good, long bad, string series = Series, TimeSpan? covered = null, TimeSpan? waived = null, LatencyHistogram? latencies = null) => new()
    {
        Series = series, Good = good, Bad = bad, Covered = covered ?? TimeSpan.FromHours(1), Waived = waived ?? TimeSpan.Zero, Reasons = bad > 0 ? [new("http_5xx", bad)] : [],
        Latencies = latencies is null ? null : Convert.ToBase64String(LatencyHistogramCodec.Write(latencies)),
    };

    /// <summary>A breach, over or not.</summary>
    public static EvidenceItem.IncidentChanged Breach(string id, DateTimeOffset from, DateTimeOffset? to = null, string objective = "availability") => new(new()
    {
        Id = id, Labels = LabelSet.From([new("alertname", "SlaBreached"), new("sla", Name), new("service", "chat"), new("objective", objective)]), Annotations = LabelSet.Empty,
        Severity = AlertSeverity.Page, StartedAt = from, EndedAt = to,
    });

    public Written Add(DateTimeOffset at, EvidenceItem item)
    {
        _entries.Add(new LedgerEntry(_entries.Count + 1, at, item, new string((char)('a' + (_entries.Count % 6)), 64)));
        return this;
    }

    public Written Agree(DateTimeOffset at, AgreementTerms terms) => Add(at, new EvidenceItem.TermsAgreed(terms));

    public Written Count(DateTimeOffset from, params SeriesHour[] series) => Add(from.AddHours(1), new EvidenceItem.HourClosed(from, [.. series]));

    /// <summary>Counts every hour from one moment to another alike.</summary>
    public Written CountAll(DateTimeOffset from, DateTimeOffset to, Func<DateTimeOffset, SeriesHour> hour)
    {
        for (var at = from; at < to; at = at.AddHours(1))
        {
            Count(at, hour(at));
        }

        return this;
    }

    public ComplianceReport? Report(ReportPeriod? period = null, DateTimeOffset? now = null, string name = Name, ReportPeriod? previous = null) => ReportBuilder.Build(new()
    {
        Agreement = name,
        Period = period ?? ReportPeriods.Read("2026-10", TimeZoneInfo.Utc)!,
        Previous = previous,
        Now = now ?? November.AddDays(1),
        Record = new(_entries.Count == 0 ? 0 : 1, _entries.Count, _entries.Count == 0 ? null : _entries[^1].Hash, _entries.Count == 0 ? null : _entries[0].At),
        Entries = _entries,
        OpenHours = OpenHours,
    });
}
