using System.Globalization;
using SlaAgent.Http;

namespace SlaAgent.Commands;

/// <summary>What there is to say of the consequences of breaches while they last: what is owed, and what may not be deployed.</summary>
internal static class ConsequenceText
{
    /// <summary>What is owed, in one line; an overdue one says so.</summary>
    public static string Line(ApiObligation owed)
    {
        var about = owed.Objective is null ? owed.Sla : $"{owed.Sla}/{owed.Objective}";
        return $"{(owed.Status == "overdue" ? "overdue" : "owed")}: {owed.Kind} for {about} by {Time(owed.DueAt)}: {owed.Because} ({owed.Id})";
    }

    /// <summary>A deployment gate that is closed, or is open by an override only, in one line; null where there is nothing to say.</summary>
    public static string? Line(ApiAgreementGate gate) => gate switch
    {
        { Gate: "closed" } => $"gate closed: {gate.Sla}{(gate.Since is { } since ? " since " + Time(since) : "")}: {gate.Reason}",
        { Override: { } held } => $"gate open by override: {gate.Sla} until {Time(held.Until)} by {held.By}: {held.Reason} ({held.Id})",
        _ => null,
    };

    private static string Time(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
