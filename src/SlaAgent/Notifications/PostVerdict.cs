namespace SlaAgent.Notifications;

/// <summary>What a receiver made of a post.</summary>
internal enum PostVerdict
{
    /// <summary>It has it.</summary>
    Accepted,

    /// <summary>It will never have this content.</summary>
    Rejected,

    /// <summary>Too much at once.</summary>
    TooLarge,

    /// <summary>People have to mend something: credentials, the address.</summary>
    Denied,

    /// <summary>It may work later.</summary>
    Failed,
}
