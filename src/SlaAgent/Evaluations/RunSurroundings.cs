using SlaAgent.Core.Samples;
using SlaAgent.Hosting;

namespace SlaAgent.Evaluations;

/// <summary>What a run must know of everything around it.</summary>
/// <param name="Clock">The agent's clock.</param>
/// <param name="HeldBack">Why a probe of a service may not be run now; null where it may.</param>
/// <param name="Waiting">Requests that wait in a service's server by its last reading; null where that is not known.</param>
internal sealed record RunSurroundings(AgentClock Clock, Func<string, string, string?> HeldBack, Func<string, double?> Waiting)
{
    /// <summary>Where what is known between runs is kept; null for nowhere.</summary>
    public EvaluationFolder? Folder { get; init; }

    /// <summary>Whether a result is durable elsewhere, so that its journal is no longer needed.</summary>
    public Func<EvaluationResult, Task<bool>> IsDurable { get; init; } = _ => Task.FromResult(true);

    /// <summary>What is shown of runs under way.</summary>
    public EvaluationProgress Progress { get; init; } = new();
}
