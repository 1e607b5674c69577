namespace SlaAgent.Ledger;

/// <summary>What the ledger says.</summary>
internal sealed partial class StateLedger
{
    [LoggerMessage(Level = LogLevel.Error, Message = "State folder {Folder} takes nothing ({Reason}): going on in memory, trying again every few seconds")]
    private partial void LogDegraded(string folder, string reason);

    [LoggerMessage(Level = LogLevel.Information, Message = "State folder {Folder} takes writes again: what waited is written")]
    private partial void LogRecovered(string folder);

    [LoggerMessage(Level = LogLevel.Error, Message = "The ledger was damaged ({Reason}) and is set aside as {File}; a new one is begun: {Salvaged}")]
    private partial void LogSetAside(string file, string reason, SalvageSummary salvaged);

    [LoggerMessage(Level = LogLevel.Error, Message = "Nothing can be carried over from the damaged ledger ({Reason})")]
    private partial void LogNotSalvaged(string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The state is near its limit: the oldest detail was given up")]
    private partial void LogMadeRoom();

    [LoggerMessage(
        Level = LogLevel.Error,
        Message = "{Entries} entries of the record were given up, the oldest first: there was no room for them under stateLimit. Raise it: reports of that time can no longer be made")]
    private partial void LogGaveUpEntries(long entries);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "{Dropped} records of the state (counts, held results, runs of evaluations, ended incidents) were given up: there was no room for them in memory or under stateLimit")]
    private partial void LogDropped(long dropped);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The state folder did not answer within three seconds: what waited in memory is lost")]
    private partial void LogStuck();
}
