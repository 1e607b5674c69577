using System.Globalization;
using SlaAgent.Core.Contracts;
using SlaAgent.Core.Objectives;

namespace SlaAgent.Core.Evidence;

/// <summary>Which time does not count, in words.</summary>
internal static class ExclusionText
{
    /// <summary>The sentences.</summary>
    public static IReadOnlyList<string> Of(ServiceLevelAgreement agreement, Objective objective)
    {
        List<string> text =
        [
            "Time in which the service starts beside the agent, is stopped on purpose or is scaled to nothing does not count.",
            $"Time for which the objective was paused by hand, beforehand, with author and reason, for at most {Words.Span(agreement.LongestPause)} at a time, does not count.",
        ];
        foreach (var exclusion in agreement.Exclusions.Where(exclusion => exclusion.Objectives.Count == 0 || exclusion.Objectives.Contains(objective.Name)))
        {
            text.Add($"'{exclusion.Name}' does not count: {When(exclusion.Time)}.");
        }

        foreach (var precondition in agreement.Preconditions)
        {
            text.Add(string.Create(
                CultureInfo.InvariantCulture,
                $"Time in which {precondition.Source} is known to be less than {precondition.AtLeast:0.######} does not count (precondition '{precondition.Name}', read every {Words.Span(precondition.Interval)}); where it is not known, the time counts."));
        }

        if (agreement.Notice > TimeSpan.Zero && agreement.Exclusions.Any(exclusion => exclusion.AnnouncedAt is not null))
        {
            text.Add($"What was announced less than {Words.Span(agreement.Notice)} before its start counts all the same.");
        }

        text.Add("Time excluded after the fact is an adjustment with author and reason; the original figures stay on the record.");
        return text;
    }

    private static string When(ExclusionTime time) => time switch
    {
        ExclusionTime.Once once => $"{Words.Time(once.From)} to {Words.Time(once.To)}",
        ExclusionTime.Again again => $"for {Words.Span(again.Duration)} from '{again.Expression}' ({again.TimeZone})",
        _ => throw new ArgumentOutOfRangeException(nameof(time)),
    };
}
