using SlaAgent.Core.Incidents;
using SlaAgent.Core.Objectives;

namespace SlaAgent.Core;

/// <summary>Where the samples of one source go: those of a probe of health or inference, of load, of an evaluation, or of the server's own metrics.</summary>
/// <param name="Service">The service.</param>
/// <param name="Probe">The probe of health or inference; null for the others.</param>
/// <param name="Counted">The objectives that count its events.</param>
internal sealed record SampleRoute(ServiceEntry Service, ProbeTracker? Probe, CountedObjective[] Counted)
{
    /// <summary>The runs of an evaluation; null for the others.</summary>
    public RunHistory? Runs { get; init; }

    /// <summary>The objectives judged by its runs.</summary>
    public ScoredObjective[] Scored { get; init; } = [];
}
