using SlaAgent.Core.Time;

namespace SlaAgent.Core.Incidents;

/// <summary>A time in which a service was down.</summary>
/// <param name="Start">The intended start of the first failed probe.</param>
/// <param name="End">The intended start of the first success of those that made it up again.</param>
internal readonly record struct DownEpisode(Instant Start, Instant End);
