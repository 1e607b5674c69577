using SlaAgent.Core.Time;

namespace SlaAgent.Core.Objectives;

/// <summary>Bad slices one after another, as far as they are known.</summary>
/// <param name="Start">Where the first one begins.</param>
/// <param name="Ticks">How long they last together.</param>
/// <param name="Requests">Their requests; what came after it was decided is left out.</param>
/// <param name="IsDecided">Whether they count as bad; while not, none of them is judged.</param>
internal readonly record struct SliceRun(Instant Start, long Ticks, long Requests, bool IsDecided)
{
    /// <summary>Where the next slice would have to begin.</summary>
    public Instant End => new(Start.Ticks + Ticks);
}
