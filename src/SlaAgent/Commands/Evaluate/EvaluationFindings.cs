using SlaAgent.Core.Accuracy;
using SlaAgent.Core.Contracts;
using SlaAgent.Core.Samples;
using SlaAgent.Evaluations;

namespace SlaAgent.Commands.Evaluate;

/// <summary>What a run by hand found, and what that says of what is promised.</summary>
/// <param name="Plan">The evaluation.</param>
/// <param name="Result">The run.</param>
/// <param name="Failures">How often each outcome was that of a request that failed, the commonest first.</param>
/// <param name="Confusion">How often each class was predicted as each; null where there are no classes.</param>
/// <param name="Goals">What is promised of it.</param>
internal sealed record EvaluationFindings(
    EvaluationPlan Plan,
    EvaluationResult Result,
    IReadOnlyList<(Outcome Outcome, long Count)> Failures,
    ConfusionMatrix? Confusion,
    IReadOnlyList<GoalFinding> Goals)
{
    /// <summary>Fine where every goal is met; could not, where nobody answered at all; else no.</summary>
    public int ExitCode => Failures.Count > 0 && Result.Scored == 0 && Failures.All(failure => IsOfNoServer(failure.Outcome)) ? Commands.ExitCode.CouldNot
        : Result.Void is null && Goals.All(goal => goal.IsMet) ? Commands.ExitCode.Fine
        : Commands.ExitCode.No;

    /// <summary>Holds a run against the objectives of <paramref name="configuration"/>.</summary>
    public static EvaluationFindings Of(AgentConfiguration configuration, EvaluationPlan plan, (EvaluationResult Result, RunTally? Tally) found)
    {
        var goals = EvaluationPlan.ObjectivesOf(configuration, plan.Service.Name, plan.Probe.Name)
            .Select(o => GoalFinding.Of(o.Agreement.Name, o.Objective, found.Result));
        var confusion = found.Tally is { Scored: > 0 } tally ? tally.Items.Confusion() : null;
        return new(plan, found.Result, found.Tally?.Failures ?? [], confusion, [.. goals]);
    }

    private static bool IsOfNoServer(Outcome outcome) => outcome is Outcome.ConnectionError or Outcome.DnsError or Outcome.TimeoutConnect or Outcome.TlsError;
}
