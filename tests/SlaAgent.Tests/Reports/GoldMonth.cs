using SlaAgent.Core.Consequences;
using SlaAgent.Core.Contracts;
using SlaAgent.Core.Evidence;
using SlaAgent.Core.Incidents;

namespace SlaAgent.Tests.Reports;

/// <summary>The record of September and October 2026 of a service with two agreements: two outages, weekly patching, a pause, an adjustment, a breach and what followed from it.</summary>
internal static class GoldMonth
{
    public const string External = "sentiment-gold";
    public const string Internal = "sentiment-internal";

    public static readonly DateTimeOffset Begin = new(2026, 8, 31, 22, 0, 0, TimeSpan.Zero);
    public static readonly DateTimeOffset Breach = new(2026, 10, 14, 14, 41, 7, TimeSpan.Zero);
    public static readonly DateTimeOffset End = new(2026, 10, 31, 23, 0, 0, TimeSpan.Zero);
    public static readonly DateTimeOffset Made = new(2026, 11, 3, 9, 0, 0, TimeSpan.Zero);

    private const int PerHour = 720;

    /// <summary>All of it, or the record as it was at a moment of October.</summary>
    public static RecordFile Record(DateTimeOffset? until = null)
    {
        var record = new RecordFile().Add(Begin, new EvidenceItem.TermsAgreed(Terms(External, Audience.External, 0.999m)), new EvidenceItem.TermsAgreed(Terms(Internal, Audience.Internal, 0.9995m)));
        for (var hour = Begin; hour < (until ?? End); hour = hour.AddHours(1))
        {
            record.Add(hour.AddHours(1).AddMinutes(2), new EvidenceItem.HourClosed(hour, Series(hour)));
            if (hour.Hour == 3)
            {
                record.Add(hour.AddMinutes(20), new EvidenceItem.Evaluated(Run(hour)));
            }

            Happen(record, hour);
        }

        if (until is not null)
        {
            return record;
        }

        record.Add(End.AddMinutes(3), new EvidenceItem.PeriodClosed(new(External, new(2026, 9, 30, 22, 0, 0, TimeSpan.Zero), End, [new("availability", 532_331, 533_520, 0.999, "breached")])));
        return record.Add(Made.AddDays(-1), Adjusted());
    }

    public static AgreementTerms Terms(string name, Audience audience, decimal target) => new()
    {
        Name = name,
        Service = "sentiment",
        Audience = audience,
        Scope = AgreementScope.Service,
        Provider = "ML Platform",
        Consumer = audience == Audience.External ? "Acme GmbH" : "Search team",
        Description = "Sentiment of reviews, <fast> & \"sound\"",
        Window = TimeSpan.FromDays(30),
        Calendar = CalendarUnit.Month,
        TimeZone = "Europe/Berlin",
        Notice = TimeSpan.FromDays(2),
        Objectives =
        [
            new()
            {
                Name = "availability", Indicator = "availability", Unit = "probes", Series = name + "/availability", Target = target, MinimumSamples = 1000,
                Method = [$"{100 * target:0.###}% of probes are good, over each calendar month (Europe/Berlin).", "A probe is one inference 'predict' asked by the agent, every 5s, given up after 2s.", "A probe is good when it is answered in time and as expected."],
            },
            new()
            {
                Name = "latency-p95", Indicator = "latency", Unit = "probes", Series = name + "/latency-p95", Target = 0.95m, Percentile = 0.95m, Threshold = TimeSpan.FromMilliseconds(300), MinimumSamples = 20,
                Method = ["95% of probes are answered within 300ms, over each calendar month (Europe/Berlin).", "A probe that fails counts as slower than the threshold."],
            },
            new()
            {
                Name = "recall", Indicator = "accuracy", Unit = "runs", Evaluation = "golden", Metric = "recall", Goal = 0.92m,
                Method = ["The score recall is at least 0.92, over each calendar month (Europe/Berlin).", "Two runs in a row break the promise."],
            },
        ],
        Consequences = audience == Audience.Internal ? null : new()
        {
            Priority = "P1", Freeze = true, Communication = new(TimeSpan.FromHours(4), ["executives"]), Postmortem = TimeSpan.FromDays(5), Remediation = TimeSpan.FromDays(10),
            Review = new(3, TimeSpan.FromDays(90), false),
            Credits = new() { Objective = "availability", Tiers = [new(0.95m, 1m), new(0.99m, 0.25m), new(0.999m, 0.1m)], Fee = 12_500m, Currency = "EUR", ClaimWithin = TimeSpan.FromDays(60) },
        },
    };

    private static EquatableArray<SeriesHour> Series(DateTimeOffset hour)
    {
        var isPatching = hour is { DayOfWeek: DayOfWeek.Sunday, Hour: 2 };
        EquatableArray<ReasonCount> failed = isPatching ? [] : Failures(hour);
        var bad = failed.Sum(reason => reason.Count);
        var slow = isPatching ? 0 : 9 + (((hour.Day * 7) + hour.Hour) % 11);
        return
        [
            .. ((string[])[External, Internal]).SelectMany(name => (SeriesHour[])
            [
                Counted(name + "/availability", bad, failed, isPatching, null),
                Counted(
                    name + "/latency-p95", bad + slow, slow > 0 ? [.. failed, new("too_slow", slow)] : failed, isPatching,
                    isPatching ? null : WrittenLatencies.Of(bad, (0.11 + (hour.Hour * 0.002), 500), (0.19, PerHour - 500 - bad - slow), (0.42, slow))),
            ]),
        ];
    }

    private static SeriesHour Counted(string series, long bad, EquatableArray<ReasonCount> reasons, bool isWaived, string? latencies) => new()
    {
        Series = series, Good = isWaived ? 0 : PerHour - bad, Bad = bad, Covered = isWaived ? TimeSpan.Zero : TimeSpan.FromHours(1), Waived = isWaived ? TimeSpan.FromHours(1) : TimeSpan.Zero,
        Reasons = reasons, Latencies = latencies,
    };

    private static EquatableArray<ReasonCount> Failures(DateTimeOffset hour) => (hour.Month, hour.Day, hour.Hour) switch
    {
        (10, 6, 10) => [new("http_5xx", 200)],
        (10, 14, 14) => [new("stalled", 30), new("timeout_total", 320)],
        (10, 14, 15) => [new("connection_error", 220)],
        (9, 17, 8) => [new("http_5xx", 90)],
        _ => ((hour.Day * 24) + hour.Hour) % 37 == 0 ? [new("http_429", 1)] : [],
    };

    private static EvaluationFact Run(DateTimeOffset hour)
    {
        var score = hour.Day == 19 ? 0.915 : 0.93 + (hour.Day % 5 * 0.004);
        return new()
        {
            Service = "sentiment", Probe = "golden", At = hour, Examples = 500, Scored = hour.Day == 6 ? 300 : 500, Failed = hour.Day == 6 ? 200 : 0, DataSetHash = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
            ModelVersion = hour.Day < 20 ? "3" : "4", Void = hour.Day == 6 ? "40% of requests failed" : null, Scores = [new("recall", score, score - 0.024, score + 0.021)],
        };
    }

    private static void Happen(RecordFile record, DateTimeOffset hour)
    {
        if (hour is { DayOfWeek: DayOfWeek.Sunday, Hour: 2 })
        {
            record.Add(hour.AddHours(1), new EvidenceItem.Excluded(new() { Id = $"patching@{hour:yyyy-MM-dd}", Agreement = External, Name = "patching", From = hour, To = hour.AddHours(1), IsOver = true }));
        }

        switch (hour.Month, hour.Day, hour.Hour)
        {
            case (10, 6, 10):
                record.Add(hour.AddMinutes(30), new EvidenceItem.IncidentChanged(Outage(hour)));
                break;
            case (10, 14, 14):
                record.Add(Breach, Opened());
                break;
            case (10, 19, 12):
                record.Add(hour, new EvidenceItem.Excluded(new() { Id = "p-1", Agreement = External, Name = "pause", Objectives = ["recall"], From = hour, To = hour.AddHours(6), IsOver = true, By = "carol", Reason = "retraining of version 4" }));
                break;
            case (10, 31, 22):
                record.Add(End, Closed());
                break;
        }
    }

    private static Incident Outage(DateTimeOffset hour) => new()
    {
        Id = "i-6", Number = 6, Labels = LabelSet.From([new("alertname", "ModelServerDown"), new("service", "sentiment"), new("severity", "page")]), Annotations = LabelSet.Empty,
        Severity = AlertSeverity.Page, StartedAt = hour.AddMinutes(4), EndedAt = hour.AddMinutes(23), Grade = IncidentGrade.Major, Acknowledgement = new("dave", null, hour.AddMinutes(9)),
    };

    private static Incident Broken() => new()
    {
        Id = "i-7", Number = 7,
        Labels = LabelSet.From([new("alertname", "SlaBreached"), new("service", "sentiment"), new("sla", External), new("objective", "availability"), new("severity", "page")]),
        Annotations = LabelSet.Empty, Severity = AlertSeverity.Page, StartedAt = Breach, Priority = "P1", Grade = IncidentGrade.Critical, BudgetSpent = 1.31, Depth = 0.35,
        Acknowledgement = new("dave", "looking", Breach.AddMinutes(6)),
    };

    private static EvidenceItem[] Opened() =>
    [
        new EvidenceItem.IncidentChanged(Broken()),
        new EvidenceItem.GateMoved(new(External, false, "the SLA is breached: availability", Breach)),
        .. Owed().Select(owed => new EvidenceItem.ObligationChanged(owed with { DoneAt = null, DoneBy = null, Note = null })),
        new EvidenceItem.GateOverridden(new() { Id = "o-1", Agreement = External, By = "erin", Reason = "the fix itself", From = Breach.AddDays(1), Until = Breach.AddDays(1).AddHours(2) }),
    ];

    private static EvidenceItem[] Closed() =>
    [
        new EvidenceItem.IncidentChanged(Broken() with { EndedAt = End, BudgetSpent = 1.42 }),
        new EvidenceItem.GateMoved(new(External, true, "", End)),
        .. Owed().Select(owed => new EvidenceItem.ObligationChanged(owed)),
    ];

    private static Obligation[] Owed() =>
    [
        Obligation("b-1", ObligationKind.Communication, TimeSpan.FromHours(4)) with { DoneAt = Breach.AddHours(2), DoneBy = "dave" },
        Obligation("b-2", ObligationKind.Postmortem, TimeSpan.FromDays(5)) with { DoneAt = Breach.AddDays(7), DoneBy = "erin", Note = "wiki/postmortem-7" },
        Obligation("b-3", ObligationKind.Remediation, TimeSpan.FromDays(10)),
    ];

    private static Obligation Obligation(string id, ObligationKind kind, TimeSpan within) => new()
    {
        Id = id, Kind = kind, Agreement = External, Objective = "availability", Incident = "i-7", IncidentNumber = 7, OpenedAt = Breach, DueAt = Breach + within, Because = "breach of availability, incident 7",
    };

    private static EvidenceItem.Adjusted Adjusted()
    {
        var from = new DateTimeOffset(2026, 10, 14, 15, 0, 0, TimeSpan.Zero);
        var taken = new SeriesHour { Series = External + "/availability", Good = PerHour - 220, Bad = 220, Covered = TimeSpan.FromHours(1), Waived = TimeSpan.FromHours(1), Reasons = [new("connection_error", 220)] };
        return new(new() { Id = "a-1", Agreement = External, By = "alice", Reason = "the customer's own network was down", At = Made.AddDays(-1), From = from, To = from.AddHours(1), Hours = [new("availability", from, taken)] });
    }
}
