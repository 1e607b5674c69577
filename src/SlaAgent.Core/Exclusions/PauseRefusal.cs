namespace SlaAgent.Core.Exclusions;

/// <summary>Why a pause is refused.</summary>
public enum PauseRefusal
{
    /// <summary>What is asked for makes no sense, or is more than the agreement allows.</summary>
    Wrong,

    /// <summary>There is no such agreement, or no such pause.</summary>
    Unknown,

    /// <summary>Something is paused already.</summary>
    Taken,
}
