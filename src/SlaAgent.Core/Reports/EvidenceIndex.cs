using SlaAgent.Core.Consequences;
using SlaAgent.Core.Evidence;
using SlaAgent.Core.Incidents;

namespace SlaAgent.Core.Reports;

/// <summary>The record, read once, so that what a report asks for is found.</summary>
internal sealed class EvidenceIndex
{
    private readonly Dictionary<string, TermsHistory> _terms = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<CountedHour>> _hours = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Incident> _incidents = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ExclusionFact> _exclusions = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Obligation> _obligations = new(StringComparer.Ordinal);
    private readonly Dictionary<string, GateOverride> _overrides = new(StringComparer.Ordinal);
    private readonly HashSet<DateTimeOffset> _open = [];

    public EvidenceIndex(IEnumerable<LedgerEntry> entries, IEnumerable<EvidenceItem.HourClosed> openHours)
    {
        foreach (var entry in entries)
        {
            Read(entry);
        }

        foreach (var hour in openHours)
        {
            _open.Add(hour.From);
            Count(hour);
        }
    }

    /// <summary>Agreements on the record.</summary>
    public IReadOnlyCollection<string> Agreements => _terms.Keys;

    /// <summary>Every incident as it was last.</summary>
    public IReadOnlyCollection<Incident> Incidents => _incidents.Values;

    /// <summary>Every exclusion as it was last.</summary>
    public IReadOnlyCollection<ExclusionFact> Exclusions => _exclusions.Values;

    /// <summary>Every obligation as it was last.</summary>
    public IReadOnlyCollection<Obligation> Obligations => _obligations.Values;

    /// <summary>Every override as it was last.</summary>
    public IReadOnlyCollection<GateOverride> Overrides => _overrides.Values;

    /// <summary>Movements of gates, in order, with their times.</summary>
    public List<(DateTimeOffset At, GateStatus Gate)> Gates { get; } = [];

    /// <summary>Adjustments, in order.</summary>
    public List<Adjustment> Adjustments { get; } = [];

    /// <summary>Runs of evaluations, in order.</summary>
    public List<EvaluationFact> Runs { get; } = [];

    /// <summary>Periods that the agent closed, in order.</summary>
    public List<ClosedPeriod> Closed { get; } = [];

    /// <summary>Where entries were given up: until when, and why.</summary>
    public List<(DateTimeOffset At, EvidenceItem.Pruned Item)> Prunings { get; } = [];

    /// <summary>How many hours within a time were counted and are not on the record yet.</summary>
    public int OpenHoursIn(DateTimeOffset from, DateTimeOffset to) => _open.Count(hour => hour >= from && hour < to);

    /// <summary>What an agreement promised when; null for one that is not on the record.</summary>
    public TermsHistory? TermsOf(string agreement) => _terms.GetValueOrDefault(agreement);

    /// <summary>What a series counted, in order of hours.</summary>
    public IEnumerable<CountedHour> HoursOf(string series) => _hours.TryGetValue(series, out var hours) ? hours.OrderBy(hour => hour.From) : [];

    private void Read(LedgerEntry entry)
    {
        switch (entry.Evidence)
        {
            case EvidenceItem.TermsAgreed(var terms):
                HistoryOf(terms.Name).Agree(entry.At, terms);
                break;
            case EvidenceItem.TermsEnded(var agreement):
                HistoryOf(agreement).End(entry.At);
                break;
            case EvidenceItem.HourClosed hour:
                Count(hour);
                break;
            case EvidenceItem.Adjusted(var adjustment):
                Adjust(adjustment);
                break;
            case EvidenceItem.Evaluated(var run):
                Runs.Add(run);
                break;
            case EvidenceItem.PeriodClosed(var period):
                Closed.Add(period);
                break;
            case EvidenceItem.GateMoved(var gate):
                Gates.Add((gate.Since ?? entry.At, gate));
                break;
            case EvidenceItem.Pruned pruned:
                Prunings.Add((entry.At, pruned));
                break;
            default:
                ReadLatest(entry.Evidence);
                break;
        }
    }

    private void ReadLatest(EvidenceItem item)
    {
        switch (item)
        {
            case EvidenceItem.IncidentChanged(var incident):
                _incidents[incident.Id] = incident;
                break;
            case EvidenceItem.Excluded(var exclusion):
                _exclusions[exclusion.Agreement + "/" + exclusion.Id] = exclusion;
                break;
            case EvidenceItem.ObligationChanged(var obligation):
                _obligations[obligation.Id] = obligation;
                break;
            case EvidenceItem.GateOverridden(var gate):
                _overrides[gate.Id] = gate;
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(item), item.GetType().Name, null);
        }
    }

    private TermsHistory HistoryOf(string agreement)
    {
        if (!_terms.TryGetValue(agreement, out var history))
        {
            _terms[agreement] = history = new TermsHistory();
        }

        return history;
    }

    private void Count(EvidenceItem.HourClosed hour)
    {
        foreach (var series in hour.Series)
        {
            Add(series.Series, new(hour.From, series, IsTaken: false));
        }
    }

    private void Adjust(Adjustment adjustment)
    {
        Adjustments.Add(adjustment);
        foreach (var hour in adjustment.Hours)
        {
            Add(hour.Taken.Series, new(hour.From, hour.Taken, IsTaken: true));
        }
    }

    private void Add(string series, CountedHour hour)
    {
        if (!_hours.TryGetValue(series, out var hours))
        {
            _hours[series] = hours = [];
        }

        hours.Add(hour);
    }
}
