using SlaAgent.Core.Contracts;
using SlaAgent.Core.Time;

namespace SlaAgent.Core.Incidents;

/// <summary>One alert that may be open: at most one incident at a time, whose annotations are renewed at most once a minute.</summary>
internal sealed class Alert(IncidentBook book)
{
    private static readonly TimeSpan Renewal = TimeSpan.FromMinutes(1);

    private Instant _renewedAt;
    private Incident? _opened;

    /// <summary>The open incident with all that was noted in it; null where there is none.</summary>
    public Incident? Current => _opened is null ? null : book.Latest(_opened);

    /// <summary>When the last incident ended; null where none is remembered.</summary>
    public DateTimeOffset? LastEnd { get; private set; }

    public bool IsOpen => _opened is not null;

    /// <summary>Continues an incident from before a restart.</summary>
    public void Adopt(Incident incident, Instant now) => (_opened, _renewedAt) = (incident, now);

    /// <summary>Knows the end of an incident from before a restart.</summary>
    public void AdoptEnd(DateTimeOffset endedAt) => LastEnd = endedAt;

    public void Open(LabelSet labels, LabelSet annotations, AlertSeverity severity, DateTimeOffset startedAt, EquatableArray<string>? receivers, in ClockReading clock)
    {
        _opened = book.Open(labels, annotations, severity, startedAt, clock.Wall, receivers);
        _renewedAt = clock.Now;
    }

    /// <summary>Whether the annotations may be renewed now.</summary>
    public bool IsRenewalDue(Instant now) => IsOpen && now - _renewedAt >= Renewal;

    public void Renew(LabelSet annotations, Instant now)
    {
        _opened = book.Annotate(Current!, annotations);
        _renewedAt = now;
    }

    /// <summary>Ends the incident, where one is open; with <paramref name="why"/>, its annotations say why it ended without recovery.</summary>
    public void Close(DateTimeOffset endedAt, string? why = null)
    {
        if (Current is { } incident)
        {
            book.Close(incident, endedAt, why is null ? incident.Annotations : incident.Annotations.With([new("resolution", why)]));
            LastEnd = endedAt;
            _opened = null;
        }
    }
}
