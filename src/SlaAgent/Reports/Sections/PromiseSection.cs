using System.Globalization;
using SlaAgent.Core.Contracts;
using SlaAgent.Core.Evidence;
using SlaAgent.Core.Reports;
using SlaAgent.Core.Snapshots;

namespace SlaAgent.Reports.Sections;

/// <summary>Who promised what to whom, and what follows from a breach.</summary>
internal static class PromiseSection
{
    public static ReportSection Of(ComplianceReport report)
    {
        var terms = report.Terms;
        List<ReportBlock> blocks =
        [
            new ReportBlock.Table("The agreement", [new("Term"), new("Agreed")], [.. Parties(terms)]),
            new ReportBlock.Table("The promises", [new("Objective"), new("Promise")], [.. terms.Objectives.Select(objective => (string[])[objective.Name, Promise(objective)])]),
        ];
        if (terms.Consequences is { } consequences)
        {
            blocks.Add(new ReportBlock.Table("What follows from a breach", [new("Consequence"), new("Agreed")], [.. Consequences(consequences)]));
        }

        return new("What was promised", blocks);
    }

    /// <summary>The promise in a sentence.</summary>
    public static string Promise(ObjectiveTerms terms) => terms.Method is [var promise, ..] ? promise : $"{terms.Name} is promised.";

    private static IEnumerable<string[]> Parties(AgreementTerms terms)
    {
        yield return ["Service", terms.Service];
        yield return ["Audience", terms.Audience == Audience.External ? "external: promised to a customer" : "internal: asked of oneself"];
        yield return ["Provider", terms.Provider ?? ReportText.Nothing];
        yield return ["Consumer", terms.Consumer ?? ReportText.Nothing];
        if (terms.Description is { } description)
        {
            yield return ["Description", description];
        }

        yield return ["Judged over", terms.Calendar is { } unit ? $"each calendar {unit.Name()} ({terms.TimeZone})" : $"the last {ReportText.Span(terms.Window)}"];
        yield return ["Speaks for", terms.Scope switch { AgreementScope.Service => "the whole service", AgreementScope.Replica => "one replica", _ => "one part of a fleet" }];
        if (terms.Notice > TimeSpan.Zero)
        {
            yield return ["Notice of exclusions", ReportText.Span(terms.Notice)];
        }
    }

    private static IEnumerable<string[]> Consequences(BreachConsequences agreed)
    {
        if (agreed.Priority is { } priority)
        {
            yield return ["Incident", $"of priority {priority}"];
        }

        if (agreed.Freeze)
        {
            yield return ["Deployments", agreed.Reopen == GateReopening.Postmortem ? "frozen until the breach has ended and its post-mortem is done" : "frozen until the breach has ended"];
        }

        if (agreed.Communication is { } statement)
        {
            yield return ["Statement", $"within {ReportText.Span(statement.Within)} to {string.Join(", ", statement.Receivers)}"];
        }

        if (agreed.Postmortem is { } postmortem)
        {
            yield return ["Post-mortem", $"within {ReportText.Span(postmortem)}"];
        }

        if (agreed.Remediation is { } remediation)
        {
            yield return ["Remediation plan", $"within {ReportText.Span(remediation)}"];
        }

        if (agreed.Review is { } review)
        {
            yield return ["Architecture review", string.Create(CultureInfo.InvariantCulture, $"after {review.Breaches} breaches of {(review.IsOfObjective ? "one objective" : "the agreement")} within {ReportText.Span(review.Within)}")];
        }

        if (agreed.Credits is { } credits)
        {
            yield return ["Credits", string.Join("; ", credits.Tiers.Select(tier => $"{ReportText.Target(tier.Credit)} of the fee where {credits.Objective} is below {ReportText.Target(tier.Below)}"))];
        }
    }
}
