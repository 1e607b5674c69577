namespace SlaAgent.Core.Exclusions;

/// <summary>How a pause ended.</summary>
public enum PauseEnding
{
    /// <summary>Somebody ended it.</summary>
    Resumed,

    /// <summary>Nobody did, and it had lasted as long as it may: measuring went on by itself.</summary>
    Expired,

    /// <summary>Its agreement was removed from the configuration.</summary>
    Removed,

    /// <summary>It could not be made durable, so that it was never in force for whoever asked for it.</summary>
    NotKept,
}
