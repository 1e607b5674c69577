namespace SlaAgent.Notifications;

/// <summary>What a queue says: each trouble once, until it changes.</summary>
internal sealed partial class AddressQueue
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "Receiver {Receiver} at {Address} takes no alerts ({Reason}): trying again, nothing is lost")]
    private partial void LogFailed(string receiver, string address, string reason);

    [LoggerMessage(Level = LogLevel.Error, Message = "Receiver {Receiver} at {Address} refuses this agent ({Reason}): check its address and credentials; trying again slowly, nothing is lost")]
    private partial void LogDenied(string receiver, string address, string reason);

    [LoggerMessage(Level = LogLevel.Error, Message = "Receiver {Receiver} at {Address} rejects the alert of incident {Incident} ({Reason}): it is sent there again when it changes")]
    private partial void LogRejected(string receiver, string address, string incident, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Receiver {Receiver} at {Address} does not say how long it has been running ({Reason}): if it was started again without its data, it may not notify the end of what it was told before")]
    private partial void LogSilent(string receiver, string address, string reason);

    [LoggerMessage(Level = LogLevel.Critical, Message = "The queue of receiver {Receiver} at {Address} had ended")]
    private partial void LogEnded(string receiver, string address, Exception error);
}
