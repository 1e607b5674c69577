using SlaAgent.Core.Contracts;
using SlaAgent.Core.Objectives;
using SlaAgent.Core.Snapshots;

namespace SlaAgent.Core.Consequences;

/// <summary>What follows from a breach, in words.</summary>
internal static class ConsequenceText
{
    /// <summary>A sentence for the breach's alert; empty where nothing follows.</summary>
    /// <param name="agreement">The agreement.</param>
    /// <param name="status">The objective that is breached.</param>
    public static string Of(ServiceLevelAgreement agreement, ObjectiveStatus status)
    {
        if (agreement is not { Consequences: { } agreed, Scope: not AgreementScope.Fleet })
        {
            return "";
        }

        var follows = new List<string>();
        if (agreed.Freeze)
        {
            follows.Add(agreed.Reopen == GateReopening.Postmortem ? "the deployment gate is closed until the breach has ended and its post-mortem is done" : "the deployment gate is closed until the breach has ended");
        }

        if (agreed.Communication is { } statement)
        {
            follows.Add($"{string.Join(", ", statement.Receivers)} {(statement.Receivers.Count == 1 ? "is" : "are")} owed a statement within {Words.Span(statement.Within)}");
        }

        if (agreed.Postmortem is { } postmortem)
        {
            follows.Add($"a post-mortem is owed within {Words.Span(postmortem)}");
        }

        if (agreed.Remediation is { } remediation)
        {
            follows.Add($"a remediation plan is owed within {Words.Span(remediation)}");
        }

        if (agreed.Credits is { } credits && credits.Objective == status.Name && CreditReckoning.Accrued(credits, status) is > 0 and var accrued)
        {
            follows.Add($"{Words.Percent(accrued)} of the period's fee is lost so far");
        }

        return follows.Count == 0 ? "" : $" What follows: {string.Join("; ", follows)}.";
    }
}
