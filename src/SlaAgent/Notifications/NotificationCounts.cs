using System.Collections.Concurrent;

namespace SlaAgent.Notifications;

/// <summary>Alerts posted, by receiver and result; an alert posted again counts again, one in a failed post counts as failed.</summary>
internal sealed class NotificationCounts
{
    /// <summary>Accepted.</summary>
    public const string Success = "success";

    /// <summary>Not accepted this time.</summary>
    public const string Failure = "failure";

    /// <summary>Refused for good.</summary>
    public const string Rejected = "rejected";

    private readonly ConcurrentDictionary<(string Receiver, string Result), long> _counts = new();

    /// <summary>Adds to a count.</summary>
    public void Add(string receiver, string result, int count) => _counts.AddOrUpdate((receiver, result), count, (_, before) => before + count);

    /// <summary>A count; 0 where nothing was counted.</summary>
    public long Of(string receiver, string result) => _counts.GetValueOrDefault((receiver, result));
}
