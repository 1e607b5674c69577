namespace SlaAgent.Core.Contracts;

/// <summary>How a streamed answer is read otherwise than in the preset.</summary>
public sealed record StreamOverride : AnswerOverride
{
    /// <summary>How events are parted.</summary>
    public StreamFraming? Framing { get; init; }

    /// <summary>What marks the last event by saying something.</summary>
    public EquatableArray<string>? End { get; init; }

    /// <summary>Data of an event that is nothing but the end, as <c>[DONE]</c>; empty for none.</summary>
    public string? Done { get; init; }
}
