using SlaAgent.Core.Contracts;

namespace SlaAgent.ModelServers.Dialects;

/// <summary>
/// How a streamed answer is read. A stream with neither <see cref="Done"/> nor a mark of the end is whole when its body is.
/// </summary>
/// <param name="Framing">How events are parted.</param>
/// <param name="Fields">Where an event holds what.</param>
internal sealed record StreamForm(StreamFraming Framing, AnswerFields Fields)
{
    /// <summary>Data of an event that is nothing but the end, as <c>[DONE]</c>; null for none.</summary>
    public string? Done { get; init; }

    /// <summary>Whether the end shows in the stream itself.</summary>
    public bool MarksEnd => Done is not null || Fields.End.Count > 0;
}
