using SlaAgent.Core.Consequences;
using SlaAgent.Core.Contracts;
using SlaAgent.Core.Evidence;
using SlaAgent.Core.Incidents;
using static SlaAgent.Tests.Ledger.LedgerFolder;

namespace SlaAgent.Tests.Ledger.Chain;

/// <summary>One of everything that can go on the record.</summary>
internal static class EvidenceSamples
{
    public static IReadOnlyList<EvidenceItem> All { get; } =
    [
        Terms("chat"),
        new EvidenceItem.TermsEnded("old"),
        Hour(Morning, 3590),
        new EvidenceItem.Evaluated(new EvaluationFact
        {
            Service = "s", Probe = "golden", At = Morning, Examples = 500, Scored = 490, Failed = 8, DataSetHash = "9f86", ModelVersion = "3",
            Scores = [new ScoreFact("recall", 0.94, 0.9, 0.97), new ScoreFact("precision", null, null, null)],
        }),
        new EvidenceItem.IncidentChanged(Incident("1", Morning.AddMinutes(7)) with
        {
            Number = 12, Priority = "P1", Grade = IncidentGrade.Critical, BudgetSpent = 0.4, Depth = 1, ClosedAt = Morning.AddDays(1), ClosedBy = "kim",
            Acknowledgement = null, Timeline = [new IncidentEvent(Morning, "first_bad", "timeout_total — \"äöü\"")],
        }),
        new EvidenceItem.Excluded(new ExclusionFact
        {
            Id = "w", Agreement = "chat", Name = "pause", From = Morning, To = Morning.AddHours(1), IsOver = true, By = "kim", Reason = "retraining", Objectives = ["availability"],
        }),
        new EvidenceItem.Adjusted(new Adjustment
        {
            Id = "a1", Agreement = "chat", By = "kim", Reason = "their network", At = Morning, From = Morning, To = Morning.AddHours(1),
            Hours = [new AdjustedHour("availability", Morning, Series(10))],
        }),
        new EvidenceItem.ObligationChanged(new Obligation
        {
            Id = "o1", Kind = ObligationKind.Postmortem, Agreement = "chat", Objective = "availability", Incident = "1", IncidentNumber = 12, OpenedAt = Morning, DueAt = Morning.AddDays(5),
            Because = "a breach", Receivers = ["exec"],
        }),
        new EvidenceItem.GateOverridden(new GateOverride { Id = "g1", Agreement = "chat", By = "kim", Reason = "the fix itself", From = Morning, Until = Morning.AddHours(2) }),
        new EvidenceItem.GateMoved(new GateStatus("chat", false, "availability is breached", Morning)),
        new EvidenceItem.PeriodClosed(new ClosedPeriod("chat", Morning, Morning.AddDays(30), [new ClosedObjective("availability", 99, 100, 0.99, "breached")])),
        new EvidenceItem.Pruned(5, new string('a', 64), "older than 400 days"),
    ];

    public static EvidenceItem.HourClosed Hour(DateTimeOffset from, long good) => new(from, [Series(good)]);

    public static EvidenceItem.TermsAgreed Terms(string name) => new(new AgreementTerms
    {
        Name = name,
        Service = "s",
        Audience = Audience.External,
        Scope = AgreementScope.Service,
        Provider = "us",
        Window = TimeSpan.FromDays(30),
        Calendar = CalendarUnit.Month,
        TimeZone = "Europe/Berlin",
        Notice = TimeSpan.FromDays(2),
        Objectives = [new ObjectiveTerms { Name = "availability", Indicator = "availability", Method = ["Each probe counts."], Unit = "probes", Target = 0.999m, Slice = TimeSpan.FromMinutes(1) }],
        Consequences = new BreachConsequences
        {
            Priority = "P1", Freeze = true, Communication = new OwedStatement(TimeSpan.FromHours(4), ["exec"]), Review = new ReviewRule(3, TimeSpan.FromDays(90), true),
            Credits = new ServiceCredits { Objective = "availability", Tiers = [new CreditTier(0.95m, 0.25m), new CreditTier(0.999m, 0.1m)], Cap = 0.5m, Fee = 1000.50m, Currency = "EUR" },
        },
    });

    private static SeriesHour Series(long good) => new()
    {
        Series = "chat/availability/v1", Good = good, Bad = 10, Covered = TimeSpan.FromHours(1), Waived = TimeSpan.Zero,
        Reasons = [new ReasonCount("http_5xx", 7), new ReasonCount("too_slow", 3)], Latencies = "AQID",
    };
}
