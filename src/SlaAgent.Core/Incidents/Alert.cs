using SlaAgent.Core.Contracts;
using SlaAgent.Core.Time;

namespace SlaAgent.Core.Incidents;

/// <summary>One alert that may be open: at most one incident at a time, whose annotations are renewed at most once a minute.</summary>
internal sealed class Alert(IncidentBook book)
{
    private static readonly TimeSpan Renewal = TimeSpan.FromMinutes(1);

    private readonly IncidentReasons _reasons = new();
    private IncidentMeasure _worst;
    private Instant _renewedAt;
    private Incident? _opened;

    /// <summary>The open incident with all that was noted in it; null where there is none.</summary>
    public Incident? Current => _opened is null ? null : book.Latest(_opened);

    /// <summary>When the last incident ended; null where none is remembered.</summary>
    public DateTimeOffset? LastEnd { get; private set; }

    public bool IsOpen => _opened is not null;

    /// <summary>Continues an incident from before a restart.</summary>
    public void Adopt(Incident incident, Instant now)
    {
        (_opened, _renewedAt) = (incident, now);
        _worst = new(incident.BudgetSpent, incident.Depth);
        _reasons.Begin(incident.Reasons);
    }

    /// <summary>Knows the end of an incident from before a restart.</summary>
    public void AdoptEnd(DateTimeOffset endedAt) => LastEnd = endedAt;

    public void Open(
        LabelSet labels, LabelSet annotations, AlertSeverity severity, DateTimeOffset startedAt, EquatableArray<string>? receivers, in ClockReading clock, in IncidentOrigin origin = default)
    {
        _opened = book.Open(labels, annotations, severity, startedAt, clock.Wall, receivers, origin);
        _renewedAt = clock.Now;
        _worst = default;
        _reasons.Begin([]);
    }

    /// <summary>Notes how bad it is now; it is shown when it is worse than before, and else with what is renewed.</summary>
    /// <param name="now">How bad it is now.</param>
    /// <param name="tally">Why events were bad, by the numbers of reasons, since the present run of them began.</param>
    /// <param name="clock">The present reading.</param>
    public void Measure(in IncidentMeasure now, ReadOnlySpan<long> tally, in ClockReading clock)
    {
        if (Current is not { } incident)
        {
            return;
        }

        _worst = _worst.Max(now);
        _reasons.Add(tally);
        var grade = IncidentGrading.Of(_worst.BudgetSpent, _worst.Depth);
        if (grade is not null && (incident.Grade is null || grade > incident.Grade))
        {
            _opened = book.Measure(incident, _worst, _reasons, clock.Wall);
        }
    }

    /// <summary>Whether the annotations may be renewed now.</summary>
    public bool IsRenewalDue(Instant now) => IsOpen && now - _renewedAt >= Renewal;

    public void Renew(LabelSet annotations, in ClockReading clock)
    {
        _opened = book.Annotate(book.Measure(Current!, _worst, _reasons, clock.Wall), annotations);
        _renewedAt = clock.Now;
    }

    /// <summary>Ends the incident, where one is open; with <paramref name="why"/>, its annotations say why it ended without recovery.</summary>
    public void Close(DateTimeOffset endedAt, string? why = null)
    {
        if (Current is { } incident)
        {
            book.End(book.Measure(incident, _worst, _reasons, endedAt), endedAt, why);
            LastEnd = endedAt;
            _opened = null;
        }
    }
}
