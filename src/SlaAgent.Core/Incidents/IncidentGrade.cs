namespace SlaAgent.Core.Incidents;

/// <summary>How bad an incident was.</summary>
public enum IncidentGrade
{
    /// <summary>Little was spent.</summary>
    Minor,

    /// <summary>Much of the budget was spent, or much failed.</summary>
    Major,

    /// <summary>The whole budget was spent, or nearly everything failed.</summary>
    Critical,
}
