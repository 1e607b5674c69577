namespace SlaAgent.Core.Incidents;

/// <summary>How bad an incident is now.</summary>
/// <param name="BudgetSpent">Share of the whole window's budget that is spent, 1 for all of it; null where there is none.</param>
/// <param name="Depth">Share of bad events over the shortest burn window; null where it is not known.</param>
internal readonly record struct IncidentMeasure(double? BudgetSpent, double? Depth)
{
    /// <summary>The larger of each.</summary>
    public IncidentMeasure Max(in IncidentMeasure other) => new(Larger(BudgetSpent, other.BudgetSpent), Larger(Depth, other.Depth));

    private static double? Larger(double? one, double? other) => one is null || other > one ? other : one;
}
