using SlaAgent.Core.Samples;

namespace SlaAgent.Core.Incidents;

/// <summary>What changed about drains, to be made durable together with the counts of the same moment, wholly or not at all.</summary>
/// <param name="Ended">Services of which what was held is to be forgotten before anything below is added: it is counted or waived, or comes again.</param>
/// <param name="Began">Drains that began.</param>
/// <param name="Held">Results that are held; their times are wall times, because this process's timeline ends with it.</param>
public sealed record DrainChanges(IReadOnlyList<string> Ended, IReadOnlyList<DrainStart> Began, IReadOnlyList<Sample> Held)
{
    /// <summary>Nothing changed.</summary>
    public static DrainChanges None { get; } = new([], [], []);
}
