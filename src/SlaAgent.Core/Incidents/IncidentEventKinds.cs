namespace SlaAgent.Core.Incidents;

/// <summary>The kinds of events in an incident's timeline, as they are written.</summary>
public static class IncidentEventKinds
{
    /// <summary>The first bad sample of the run that led to it.</summary>
    public const string FirstBad = "first_bad";

    /// <summary>The agent opened it: what it is about was sure.</summary>
    public const string Opened = "opened";

    /// <summary>Another alert of the same objective, or of its service, opened.</summary>
    public const string Alert = "alert";

    /// <summary>Another alert of the same objective, or of its service, ended.</summary>
    public const string AlertEnded = "alert_ended";

    /// <summary>It became worse than it was when it opened.</summary>
    public const string Graded = "graded";

    /// <summary>Somebody took it on.</summary>
    public const string Acknowledged = "acknowledged";

    /// <summary>More people were told.</summary>
    public const string Escalated = "escalated";

    /// <summary>A version of the model was seen.</summary>
    public const string Version = "version";

    /// <summary>Time that does not count began, by hand.</summary>
    public const string Paused = "paused";

    /// <summary>Time that does not count ended.</summary>
    public const string Resumed = "resumed";

    /// <summary>What it is about was over.</summary>
    public const string Recovered = "recovered";

    /// <summary>It ended without recovery: its objective is gone, say.</summary>
    public const string Ended = "ended";

    /// <summary>Nothing is owed for it any more, or somebody said so.</summary>
    public const string Closed = "closed";

    /// <summary>Stands for events that were too many.</summary>
    public const string Omitted = "omitted";
}
