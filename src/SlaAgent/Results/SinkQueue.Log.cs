namespace SlaAgent.Results;

/// <summary>What a queue says: each trouble once, until it changes.</summary>
internal sealed partial class SinkQueue
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "Results {Sink} at {Target} takes nothing ({Reason}): trying again, nothing is lost")]
    private partial void LogFailed(string sink, string target, string reason);

    [LoggerMessage(Level = LogLevel.Error, Message = "Results {Sink} at {Target} refuses this agent ({Reason}): check its address, credentials and rights; trying again slowly, nothing is lost")]
    private partial void LogDenied(string sink, string target, string reason);

    [LoggerMessage(Level = LogLevel.Error, Message = "Results {Sink} at {Target} rejects the run {Run} ({Reason}): it is not sent there again; the state and the metrics have it")]
    private partial void LogRejected(string sink, string target, string run, string reason);

    [LoggerMessage(Level = LogLevel.Critical, Message = "The queue of results {Sink} at {Target} had ended")]
    private partial void LogEnded(string sink, string target, Exception error);
}
