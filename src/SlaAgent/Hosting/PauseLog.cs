using SlaAgent.Core.Exclusions;

namespace SlaAgent.Hosting;

/// <summary>Says in the log who paused what, why and until when, and how it ended.</summary>
internal sealed partial class PauseLog(ILogger logger)
{
    public void Say(IReadOnlyList<KeyValuePair<string, Pause?>> changes)
    {
        foreach (var pause in changes.Select(change => change.Value).OfType<Pause>())
        {
            var objectives = string.Join(", ", pause.Objectives);
            switch (pause)
            {
                case { EndedAt: null }:
                    Began(objectives, pause.Agreement, pause.By, pause.Id, pause.PlannedEnd, pause.LatestEnd, pause.Reason);
                    break;
                case { Ending: PauseEnding.Resumed }:
                    Resumed(objectives, pause.Agreement, pause.EndedBy, pause.Id, pause.EndedAt);
                    break;
                case { Ending: PauseEnding.Expired, EndedBy: { } by }:
                    Noted(objectives, pause.Agreement, by, pause.Id, pause.EndedAt);
                    break;
                default:
                    EndedByItself(objectives, pause.Agreement, pause.Id, pause.EndedAt, Why(pause.Ending));
                    break;
            }
        }
    }

    private static string Why(PauseEnding? ending) => ending switch
    {
        PauseEnding.Removed => "the agreement was removed from the configuration",
        PauseEnding.NotKept => "it could not be written to the state",
        _ => "it had lasted as long as it may",
    };

    [LoggerMessage(LogLevel.Warning, "{Objectives} of {Sla} paused by {By} ({Pause}), planned until {PlannedEnd:O}, {LatestEnd:O} at the latest: {Reason}")]
    private partial void Began(string objectives, string sla, string by, string pause, DateTimeOffset plannedEnd, DateTimeOffset latestEnd, string reason);

    [LoggerMessage(LogLevel.Information, "{Objectives} of {Sla} counts again since {Ended:O}: {By} ended the pause ({Pause})")]
    private partial void Resumed(string objectives, string sla, string? by, string pause, DateTimeOffset? ended);

    [LoggerMessage(LogLevel.Information, "{By} took note that the pause of {Objectives} of {Sla} ({Pause}) ended at {Ended:O}")]
    private partial void Noted(string objectives, string sla, string by, string pause, DateTimeOffset? ended);

    [LoggerMessage(LogLevel.Warning, "{Objectives} of {Sla} counts again since {Ended:O}, and nobody ended the pause ({Pause}): {Why}")]
    private partial void EndedByItself(string objectives, string sla, string pause, DateTimeOffset? ended, string why);
}
