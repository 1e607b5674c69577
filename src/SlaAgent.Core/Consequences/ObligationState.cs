using SlaAgent.Core.Incidents;
using SlaAgent.Core.Time;

namespace SlaAgent.Core.Consequences;

/// <summary>Something owed, on the agent's own timeline, and its alerts.</summary>
internal sealed class ObligationState
{
    /// <summary>People are reminded this long before, or half the time where that is shorter; earlier where a fifth of the time is longer.</summary>
    private static readonly TimeSpan LeastNotice = TimeSpan.FromHours(1);

    public ObligationState(Obligation obligation, IncidentBook book, in ClockReading clock)
    {
        Obligation = obligation;
        Alert = new Alert(book);
        Review = new Alert(book);
        var opened = Instant.Min(clock.FromWall(obligation.OpenedAt), clock.Now);
        var length = obligation.DueAt - obligation.OpenedAt;
        Due = opened + length;
        RemindFrom = Due - Notice(length);
    }

    public Obligation Obligation { get; set; }

    /// <summary>That it is due soon, or overdue.</summary>
    public Alert Alert { get; }

    /// <summary>That an architecture review is due.</summary>
    public Alert Review { get; }

    public Instant Due { get; }

    /// <summary>When people are reminded.</summary>
    public Instant RemindFrom { get; }

    public bool HasAlert => Alert.IsOpen || Review.IsOpen;

    private static TimeSpan Notice(TimeSpan length)
    {
        var least = length / 2 < LeastNotice ? length / 2 : LeastNotice;
        return length / 5 > least ? length / 5 : least;
    }
}
