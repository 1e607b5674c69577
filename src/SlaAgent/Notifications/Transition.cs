namespace SlaAgent.Notifications;

/// <summary>What a receiver is told of an incident.</summary>
internal enum Transition
{
    /// <summary>It is going on (or, in a replay, it went on).</summary>
    Firing,

    /// <summary>It has ended.</summary>
    Resolved,
}
