using SlaAgent.Core.Time;

namespace SlaAgent.Core.Exclusions;

/// <summary>Time on the agent's own timeline that does not count.</summary>
/// <param name="From">When it begins.</param>
/// <param name="To">When it ends; not in it any more.</param>
/// <param name="Because">Why, in a few words.</param>
internal readonly record struct Stretch(Instant From, Instant To, string Because)
{
    /// <summary>Whether a moment lies in it.</summary>
    public bool Holds(Instant at) => From <= at && at < To;
}
