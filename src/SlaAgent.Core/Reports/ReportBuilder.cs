using SlaAgent.Core.Consequences;
using SlaAgent.Core.Contracts;
using SlaAgent.Core.Evidence;
using SlaAgent.Core.Incidents;

namespace SlaAgent.Core.Reports;

/// <summary>Makes reports out of the record, and of nothing else.</summary>
public sealed class ReportBuilder
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    private readonly ReportRequest _request;
    private readonly EvidenceIndex _index;
    private readonly AgreementTerms _terms;
    private readonly EquatableArray<Incident> _incidents;

    private ReportBuilder(ReportRequest request, EvidenceIndex index, AgreementTerms terms)
    {
        (_request, _index, _terms) = (request, index, terms);
        _incidents = IncidentReckoning.In(index, terms.Name, terms.Service, request.Period.From, request.Period.To);
    }

    /// <summary>The report; null where the record has no terms of the agreement that held at any time of the period.</summary>
    public static ComplianceReport? Build(ReportRequest request)
    {
        var index = new EvidenceIndex(request.Entries, request.OpenHours);
        return index.TermsOf(request.Agreement)?.LastIn(request.Period.From, request.Period.To) is { } terms ? new ReportBuilder(request, index, terms).Report() : null;
    }

    private ComplianceReport Report()
    {
        var period = _request.Period;
        var objectives = Objectives(_terms.Name, period, isShort: false);
        var (exclusions, adjustments) = (Exclusions(), Adjustments());
        return new()
        {
            Terms = _terms,
            Period = period,
            MadeAt = _request.Now,
            Verdict = Overall(objectives),
            Objectives = objectives,
            Incidents = _incidents,
            IncidentFigures = IncidentReckoning.Figures(_incidents, _terms.Name, period.From, KnownTo),
            Exclusions = exclusions,
            ExcludedByKind = ExcludedTime.Of(exclusions.Select(exclusion => exclusion.Fact), adjustments, period.From, KnownTo),
            Adjustments = adjustments,
            Credit = Credit(objectives),
            Obligations = [.. _index.Obligations.Where(owed => owed.Agreement == _terms.Name && owed.OpenedAt < period.To && (owed.DoneAt is not { } done || done >= period.From)).OrderBy(owed => owed.OpenedAt).ThenBy(owed => owed.Kind)],
            GateClosures = GateReckoning.Closures(_index, _terms.Name, period.From, period.To),
            Overrides = GateReckoning.Overrides(_index, _terms.Name, period.From, period.To),
            Previous = Previous(),
            Counterparts = Counterparts(),
            Notes = [.. ReportNotes.Of(_request, _index, _terms, objectives)],
            Evidence = Evidence(),
        };
    }

    private DateTimeOffset KnownTo => _request.Now < _request.Period.To ? _request.Now : _request.Period.To;

    private EquatableArray<ObjectiveReport> Objectives(string agreement, ReportPeriod period, bool isShort)
    {
        var reports = new List<ObjectiveReport>();
        if (_index.TermsOf(agreement) is { } history && history.LastIn(period.From, period.To) is { } terms)
        {
            var closed = _index.Closed.FindLast(closed => closed.Agreement == agreement && closed.From == period.From && closed.To == period.To);
            foreach (var stretches in history.ObjectivesIn(period.From, period.To))
            {
                for (var i = 0; i < stretches.Count; i++)
                {
                    reports.Add(Objective(terms, stretches, i, period, isShort) with
                    {
                        IsPart = stretches.Count > 1,
                        Reworded = stretches[i].Reworded,
                        Closed = stretches.Count > 1 ? null : closed?.Objectives.FirstOrDefault(objective => objective.Objective == stretches[i].Terms.Name),
                    });
                }
            }
        }

        return [.. reports];
    }

    private ObjectiveReport Objective(AgreementTerms terms, IReadOnlyList<ObjectiveStretch> stretches, int i, ReportPeriod period, bool isShort)
    {
        var stretch = stretches[i];
        return stretch.Terms.Goal is not null
            ? AccuracyReckoning.Of(_index, terms, _index.Incidents.Where(incident => IncidentReckoning.IsBreach(incident, terms.Name)), stretch, _request.Now)
            : RecordEnd.Judge(ObjectiveReckoning.Of(_index, stretch, FirstHour(stretches, i), period, _request.Now, isShort), _index, terms.Name, _request.Now);
    }

    /// <summary>The hour in which terms changed belongs to the stretch before where both count the same series, and else to both: each has its own counts in it.</summary>
    private static DateTimeOffset FirstHour(IReadOnlyList<ObjectiveStretch> stretches, int i)
    {
        var from = stretches[i].From;
        var begun = new DateTimeOffset(from.UtcTicks - (from.UtcTicks % Hour.Ticks), TimeSpan.Zero);
        var isShared = i > 0 && stretches.Take(i).Any(earlier => earlier.Terms.Series == stretches[i].Terms.Series && earlier.To > begun);
        return i == 0 || isShared ? from : begun;
    }

    /// <summary>Where the terms changed within the period, credits are by all that was counted in it.</summary>
    private ServiceCredit? Credit(EquatableArray<ObjectiveReport> objectives)
    {
        if (_terms.Consequences?.Credits is not { } agreed || _request.Period.Unit is not { } unit || unit != _terms.Calendar)
        {
            return null;
        }

        var decisive = objectives.Where(objective => objective.Terms.Name == agreed.Objective).ToList();
        if (decisive is not [.., { Verdict: not PeriodVerdict.NotJudged } last])
        {
            return null;
        }

        var parts = Math.Max(1, last.Terms.PartsPerEvent);
        return CreditReckoning.Of(
            agreed, (long)(parts * decisive.Sum(objective => objective.Figures.Good)), (long)(parts * decisive.Sum(objective => objective.Figures.Events)), _request.Period.To, parts);
    }

    private static PeriodVerdict Overall(EquatableArray<ObjectiveReport> objectives) =>
        objectives.Any(objective => objective.Verdict == PeriodVerdict.Breached) ? PeriodVerdict.Breached
        : objectives.Count > 0 && objectives.All(objective => objective.Verdict == PeriodVerdict.Met) ? PeriodVerdict.Met
        : PeriodVerdict.NotJudged;

    private EquatableArray<ExcludedStretch> Exclusions() =>
    [
        .. _index.Exclusions
            .Where(fact => fact.Agreement == _terms.Name && fact.From < _request.Period.To && fact.To > _request.Period.From)
            .OrderBy(fact => fact.From).ThenBy(fact => fact.Id, StringComparer.Ordinal).Select(fact => new ExcludedStretch(fact, Within(fact))),
    ];

    private EquatableArray<Adjustment> Adjustments() =>
        [.. _index.Adjustments.Where(adjustment => adjustment.Agreement == _terms.Name && adjustment.From < _request.Period.To && adjustment.To > _request.Period.From)];

    private TimeSpan Within(ExclusionFact fact)
    {
        var from = fact.From > _request.Period.From ? fact.From : _request.Period.From;
        var to = fact.To < KnownTo ? fact.To : KnownTo;
        return to > from && fact.CountsBecause is null ? to - from : TimeSpan.Zero;
    }

    private PreviousPeriod? Previous()
    {
        if (_request.Previous is not { } period || _request.Record.Begin is not { } begin || begin >= period.To)
        {
            return null;
        }

        var objectives = Objectives(_terms.Name, period, isShort: true);
        return objectives.Count == 0 ? null : new(
            period,
            Outcomes(objectives),
            _index.Incidents.Count(incident => IncidentReckoning.IsBreach(incident, _terms.Name) && incident.StartedAt >= period.From && incident.StartedAt < period.To));
    }

    private EquatableArray<Counterpart> Counterparts()
    {
        var found = new List<Counterpart>();
        foreach (var name in _index.Agreements.Order(StringComparer.Ordinal))
        {
            if (name != _terms.Name && _index.TermsOf(name)!.LastIn(_request.Period.From, _request.Period.To) is { } other
                && other.Service == _terms.Service && other.Audience != _terms.Audience && other.Scope == _terms.Scope)
            {
                found.Add(new(other, Outcomes(Objectives(name, _request.Period, isShort: true))));
            }
        }

        return [.. found];
    }

    /// <summary>Of an objective whose terms changed, what came of the last of them.</summary>
    private static EquatableArray<ObjectiveOutcome> Outcomes(EquatableArray<ObjectiveReport> objectives) =>
    [
        .. objectives.GroupBy(objective => objective.Terms.Name).Select(parts => parts.Last())
            .Select(ObjectiveOutcome.Of),
    ];

    private EvidenceRange Evidence()
    {
        var record = _request.Record;
        return new()
        {
            First = record.First,
            Last = record.Last,
            Head = record.Head,
            OpenHours = _index.OpenHoursIn(_request.Period.From, _request.Period.To),
            Chain = _request.Chain,
        };
    }
}
