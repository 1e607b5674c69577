namespace SlaAgent.Tests.Conformance;

/// <summary>What a server is asked.</summary>
public enum Question
{
    /// <summary>The preset's own health question.</summary>
    Health,

    /// <summary>An inference whose answer comes in one piece.</summary>
    Answer,

    /// <summary>A prompt whose answer is streamed.</summary>
    Stream,
}
