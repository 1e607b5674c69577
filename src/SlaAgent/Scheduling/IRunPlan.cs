using SlaAgent.Core.Contracts;
using SlaAgent.Core.Samples;
using SlaAgent.Core.Time;

namespace SlaAgent.Scheduling;

/// <summary>A probe whose runs take a while: load, or an evaluation.</summary>
internal interface IRunPlan
{
    /// <summary>Name of its service.</summary>
    string Service { get; }

    /// <summary>Its own name.</summary>
    string Probe { get; }

    /// <summary>When runs begin.</summary>
    RunSchedule Schedule { get; }

    /// <summary>Whether its runs are those of <paramref name="other"/>, so that one under way need not be given up.</summary>
    bool RunsAs(IRunPlan other);

    /// <summary>Carries out one run.</summary>
    /// <param name="scheduledAt">When it was meant to start.</param>
    /// <param name="stopping">Stops it: what was found is then not a result.</param>
    /// <returns>What it found; a run that could not be carried out says so in it.</returns>
    /// <exception cref="OperationCanceledException"><paramref name="stopping"/> was cancelled.</exception>
    Task<Sample> RunAsync(Instant scheduledAt, CancellationToken stopping);

    /// <summary>Carries on with the run that the agent's end interrupted; null where there is none.</summary>
    /// <param name="stopping">As for a run.</param>
    Task<Sample?> ResumeAsync(CancellationToken stopping) => Task.FromResult<Sample?>(null);

    /// <summary>A result was handed on: what was kept of its run in case the agent ended may be let go, once the result is durable.</summary>
    /// <param name="result">The result.</param>
    /// <param name="stopping">Ends it before that.</param>
    /// <exception cref="OperationCanceledException"><paramref name="stopping"/> was cancelled.</exception>
    Task PublishedAsync(Sample result, CancellationToken stopping) => Task.CompletedTask;

    /// <summary>The result of a run that says nothing.</summary>
    /// <param name="scheduledAt">When it was meant to start.</param>
    /// <param name="reason">Why, in words.</param>
    Sample Void(Instant scheduledAt, string reason);
}
