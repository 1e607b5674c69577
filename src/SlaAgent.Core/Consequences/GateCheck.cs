using SlaAgent.Core.Contracts;
using SlaAgent.Core.Objectives;

namespace SlaAgent.Core.Consequences;

/// <summary>Whether a deployment gate may be overridden.</summary>
internal static class GateCheck
{
    /// <summary>Longest text that says who or why.</summary>
    private const int LongestText = 200;

    /// <summary>Whether the agent keeps a gate for <paramref name="agreement"/>: that of a fleet is its keeper's, and one replica speaks for no service.</summary>
    public static bool HasGate(ServiceLevelAgreement agreement) => agreement is { Consequences.Freeze: true, Scope: AgreementScope.Service };

    /// <summary>Why not; null where it may.</summary>
    public static GateAnswer? Problem(GateRequest request, ServiceLevelAgreement? agreement)
    {
        if (agreement is null)
        {
            return GateAnswer.Refused(GateRefusal.Unknown, $"There is no agreement '{Words.Quote(request.Agreement)}'.");
        }

        if (!HasGate(agreement))
        {
            return GateAnswer.Refused(GateRefusal.Unknown, NoGate(agreement));
        }

        var problem = Text("by", request.By) ?? Text("reason", request.Reason) ?? Length(request.For);
        return problem is null ? null : GateAnswer.Refused(GateRefusal.Wrong, problem);
    }

    private static string NoGate(ServiceLevelAgreement agreement) => agreement.Consequences is { Freeze: true }
        ? $"{agreement.Name} is not judged for the whole service here: its gate is not this agent's."
        : $"{agreement.Name} closes no gate (consequences.freeze is not true): there is nothing to override.";

    private static string? Text(string what, string text) =>
        string.IsNullOrWhiteSpace(text) ? $"'{what}' is empty: say {(what == "by" ? "who asks" : "why the gate is to be passed")}."
        : text.Length > LongestText ? $"'{what}' is longer than {LongestText} characters: make it shorter."
        : text.Any(char.IsControl) ? $"'{what}' has characters that cannot be shown: write it in one plain line."
        : null;

    private static string? Length(TimeSpan? span) =>
        span <= TimeSpan.Zero ? "'for' is not above zero: say how long the gate is to be kept open, as 2h."
        : span > GateOverride.Longest ? $"Longer than {Words.Span(GateOverride.Longest)}, the longest that a gate may be kept open at once: ask for less, and again when it is over."
        : null;
}
