namespace SlaAgent.Notifications;

/// <summary>What a receiver is told of an incident.</summary>
internal enum Transition
{
    /// <summary>It is going on (or, in a replay, it went on).</summary>
    Firing,

    /// <summary>Somebody has taken it on.</summary>
    Acknowledged,

    /// <summary>It has ended.</summary>
    Resolved,
}
