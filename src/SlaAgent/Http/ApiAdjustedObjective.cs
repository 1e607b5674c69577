namespace SlaAgent.Http;

/// <summary>
/// What an adjustment took out of an objective: whole slots from <c>from</c> to <c>to</c>, the longest of <c>resolutionSeconds</c>. <c>original</c> and <c>adjusted</c> are the
/// objective's figures right before and after, and only in the answer to the adjustment itself.
/// </summary>
internal sealed record ApiAdjustedObjective(
    string Objective,
    DateTimeOffset From,
    DateTimeOffset To,
    double ResolutionSeconds,
    long Good,
    long Bad,
    double CoveredSeconds,
    ApiFigures? Original = null,
    ApiFigures? Adjusted = null);
