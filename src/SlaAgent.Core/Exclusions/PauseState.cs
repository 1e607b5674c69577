using SlaAgent.Core.Incidents;
using SlaAgent.Core.Objectives;
using SlaAgent.Core.Time;

namespace SlaAgent.Core.Exclusions;

/// <summary>A pause on the agent's own timeline, and the alert of its overrun.</summary>
internal sealed class PauseState
{
    /// <summary>How long the alert of a pause that ended by itself stays.</summary>
    private static readonly TimeSpan Reminder = TimeSpan.FromHours(1);

    private Instant _remindedTo;

    public PauseState(Pause pause, IncidentBook book, in ClockReading clock)
    {
        Pause = pause;
        Alert = new Alert(book);
        From = Instant.Min(clock.FromWall(pause.From), clock.Now);
        PlannedTo = From + (pause.PlannedEnd - pause.From);
        To = From + ((pause.EndedAt ?? pause.LatestEnd) - pause.From);
        _remindedTo = To + Reminder;
        Because = Describe();
    }

    public Pause Pause { get; private set; }

    public Alert Alert { get; }

    public Instant From { get; }

    public Instant PlannedTo { get; }

    /// <summary>When measuring goes on.</summary>
    public Instant To { get; private set; }

    /// <summary>Why the time does not count.</summary>
    public string Because { get; private set; }

    public Stretch Stretch => new(From, To, Because);

    public bool IsActive => Pause.EndedAt is null;

    /// <summary>Whether it goes on beyond its plan, or has ended by itself not long ago and nobody has taken note.</summary>
    public bool HasOverrun(Instant now) =>
        IsActive ? now >= PlannedTo : Pause is { Ending: PauseEnding.Expired, EndedBy: null } && now < _remindedTo;

    /// <summary>Ends it.</summary>
    public void End(PauseEnding ending, string? by, in ClockReading clock)
    {
        // What ends by itself ended when it was due, also where nobody looked then.
        To = ending == PauseEnding.Expired ? To : clock.Now;
        _remindedTo = clock.Now + Reminder;
        Pause = Pause with { EndedAt = Pause.From + (To - From), Ending = ending, EndedBy = by };
        Because = Describe();
    }

    /// <summary>Notes who has seen that it ended by itself.</summary>
    public void Confirm(string by) => Pause = Pause with { EndedBy = by };

    /// <summary>Says that it goes on beyond its plan.</summary>
    public void Overrun() => Because = $"{Pause.Reason}, planned until {Words.Time(Pause.PlannedEnd)} and not resumed yet (paused by {Pause.By})";

    private string Describe() => $"{Pause.Reason} until {Words.Time(Pause.PlannedEnd)} (paused by {Pause.By})";
}
