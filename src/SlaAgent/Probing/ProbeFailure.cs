using SlaAgent.Core.Samples;

namespace SlaAgent.Probing;

/// <summary>How the transport saw a probe fail.</summary>
/// <param name="Outcome">The class of the failure.</param>
/// <param name="Detail">One line for people, still to be made printable.</param>
internal sealed record ProbeFailure(Outcome Outcome, string Detail);
