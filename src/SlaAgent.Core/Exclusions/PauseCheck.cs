using SlaAgent.Core.Contracts;
using SlaAgent.Core.Objectives;

namespace SlaAgent.Core.Exclusions;

/// <summary>Whether a pause may be had.</summary>
internal static class PauseCheck
{
    /// <summary>Longest text that says who or why.</summary>
    private const int LongestText = 200;

    /// <summary>Why not; null where it may, and then <paramref name="objectives"/> are the ones meant.</summary>
    public static PauseAnswer? Problem(PauseRequest request, ServiceLevelAgreement? agreement, out IReadOnlyList<string> objectives)
    {
        objectives = [];
        if (agreement is null)
        {
            return PauseAnswer.Refused(PauseRefusal.Unknown, $"There is no agreement '{Words.Quote(request.Agreement)}'.");
        }

        var problem = Text("by", request.By) ?? Text("reason", request.Reason) ?? Length(request, agreement) ?? Objectives(request, agreement, out objectives);
        return problem is null ? null : PauseAnswer.Refused(PauseRefusal.Wrong, problem);
    }

    private static string? Text(string what, string text) =>
        string.IsNullOrWhiteSpace(text) ? $"'{what}' is empty: say {(what == "by" ? "who asks for the pause" : "why it is paused")}."
        : text.Length > LongestText ? $"'{what}' is longer than {LongestText} characters: make it shorter."
        : text.Any(char.IsControl) ? $"'{what}' has characters that cannot be shown: write it in one plain line."
        : null;

    private static string? Length(PauseRequest request, ServiceLevelAgreement agreement)
    {
        if (request.Planned <= TimeSpan.Zero)
        {
            return "'for' is not above zero: say how long the pause is meant to last, as 6h.";
        }

        var longest = request.Longest ?? request.Planned;
        return longest < request.Planned ? $"'longest' ({Words.Span(longest)}) is shorter than 'for' ({Words.Span(request.Planned)}): make it at least as long, or leave it out."
            : longest > agreement.LongestPause ? $"Longer than {Words.Span(agreement.LongestPause)}, the longest pause that {agreement.Name} allows (pauses.longest): ask for less, and again when it is over."
            : null;
    }

    private static string? Objectives(PauseRequest request, ServiceLevelAgreement agreement, out IReadOnlyList<string> objectives)
    {
        var known = string.Join(", ", agreement.Objectives.Select(objective => objective.Name));
        objectives = [];
        if (request.Objectives.Count > 0)
        {
            objectives = [.. request.Objectives.Distinct(StringComparer.Ordinal)];
            var unknown = objectives.FirstOrDefault(name => agreement.Objectives.All(objective => objective.Name != name));
            return request.All ? "'objectives' and 'all' exclude each other: write one of them."
                : unknown is null ? null
                : $"{agreement.Name} has no objective '{Words.Quote(unknown)}'. It has: {known}.";
        }

        objectives = [.. agreement.Objectives.Where(objective => request.All || objective.Indicator is Indicator.Accuracy).Select(objective => objective.Name)];
        return objectives.Count > 0 ? null
            : $"{agreement.Name} has no objective of accuracy, which is what is paused where nothing else is said. Name the objectives ({known}), or say that all are meant.";
    }
}
