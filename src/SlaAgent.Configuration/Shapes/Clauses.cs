using SlaAgent.Core.Samples;

namespace SlaAgent.Configuration.Shapes;

/// <summary>What clauses of agreements can name.</summary>
internal static class Clauses
{
    /// <summary>The outcomes that are failures, by name.</summary>
    public static readonly string[] Outcomes = [.. Core.Samples.Outcomes.All.Where(outcome => outcome.IsFailure()).Select(outcome => outcome.Name())];
}
