namespace SlaAgent.Core.Incidents;

/// <summary>
/// How bad an incident is, by the budget that is gone and by how much failed at its worst. That a fifth of the budget makes one major is the example of Google's SRE workbook
/// (error budget policy: "a single incident consumes more than 20% of error budget over four weeks").
/// </summary>
public static class IncidentGrading
{
    /// <summary>From this share of the budget on it is major.</summary>
    public const double MajorSpent = 0.2;

    /// <summary>From this share of bad events on it is major.</summary>
    public const double MajorDepth = 0.5;

    /// <summary>From this share of the budget on it is critical: there is none left.</summary>
    public const double CriticalSpent = 1;

    /// <summary>From this share of bad events on it is critical.</summary>
    public const double CriticalDepth = 0.9;

    /// <summary>The grade; null where neither is known.</summary>
    /// <param name="budgetSpent">Share of the window's budget that is spent, 1 for all of it; null where there is none.</param>
    /// <param name="depth">Largest share of bad events over the shortest burn window; null where it is not known.</param>
    public static IncidentGrade? Of(double? budgetSpent, double? depth)
    {
        if (budgetSpent is null && depth is null)
        {
            return null;
        }

        return budgetSpent >= CriticalSpent || depth >= CriticalDepth ? IncidentGrade.Critical
            : budgetSpent >= MajorSpent || depth >= MajorDepth ? IncidentGrade.Major
            : IncidentGrade.Minor;
    }
}
