using SlaAgent.Core.Contracts;

namespace SlaAgent.Notifications;

/// <summary>How a receiver is to be told.</summary>
/// <param name="ReplayDelay">
/// For an Alertmanager, which forgets what it is not told again: shortest time between firing and resolved there. Null for what remembers, and is told each transition once.
/// </param>
/// <param name="HearsAcknowledgement">Whether it is told that somebody has taken an incident on.</param>
/// <param name="IsRead">Whether people read it as it comes, so that a statement, which has no end, is one message.</param>
internal readonly record struct ReceiverManner(TimeSpan? ReplayDelay = null, bool HearsAcknowledgement = false, bool IsRead = false)
{
    /// <summary>The manner of a receiver.</summary>
    public static ReceiverManner Of(Receiver receiver) => receiver switch
    {
        Receiver.Alertmanager cluster => new(cluster.ReplayDelay),
        Receiver.Slack => new(HearsAcknowledgement: true, IsRead: true),
        Receiver.PagerDuty or Receiver.CloudEvents => new(HearsAcknowledgement: true),
        _ => new(),
    };
}
