using SlaAgent.Core.Time;

namespace SlaAgent.Core.Consequences;

/// <summary>An override of a deployment gate on the agent's own timeline: setting the wall clock makes it neither longer nor shorter.</summary>
internal sealed class OverrideState
{
    public OverrideState(GateOverride order, in ClockReading clock)
    {
        Override = order;
        var from = Instant.Min(clock.FromWall(order.From), clock.Now);

        // What was written by a clock that has been set back since, or by another hand, lasts no longer than any other.
        To = from + (order.Until - order.From < GateOverride.Longest ? order.Until - order.From : GateOverride.Longest);
    }

    public GateOverride Override { get; private set; }

    /// <summary>When it is over at the latest.</summary>
    public Instant To { get; }

    public bool Holds(Instant now) => Override is { EndedAt: null, IsCritical: false } && now < To;

    /// <summary>Takes it back.</summary>
    public void End(string? by, DateTimeOffset at) => Override = Override with { EndedAt = at, EndedBy = by };
}
