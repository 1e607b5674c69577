namespace SlaAgent.Core.Contracts;

/// <summary>What a slice of time is in which nothing was asked, though it was measured. One that was not measured is never idle.</summary>
public enum IdleSlice
{
    /// <summary>No event.</summary>
    NoEvent,

    /// <summary>A good slice.</summary>
    Good,

    /// <summary>A bad slice.</summary>
    Bad,
}
