using SlaAgent.Core.Contracts;
using SlaAgent.Core.Reports;
using SlaAgent.Reports.Sections;

namespace SlaAgent.Reports;

/// <summary>The whole statement of a period, for both sides.</summary>
internal static class StatementDocument
{
    public static ReportDocument Of(ComplianceReport report, TimeZoneInfo zone)
    {
        var text = new ReportText(zone);
        ReportSection?[] sections =
        [
            SummarySection.Of(report), PromiseSection.Of(report), MethodSection.Of(report), ResultSection.Of(report, text), ChartSection.Of(report), IncidentSection.Of(report, text),
            ExclusionSection.Of(report, text), CreditSection.Of(report, text), ObligationSection.Of(report, text), FormsSection.Of(report), EvidenceSection.Of(report, text), FrameworkSection.Of(),
        ];
        return new($"Service level report: {report.Terms.Name}, {report.Period.Name}", Subtitle(report, text), [.. sections.OfType<ReportSection>()]);
    }

    /// <summary>What stands below the title.</summary>
    public static IReadOnlyList<string> Subtitle(ComplianceReport report, ReportText text)
    {
        var parties = report.Terms is { Provider: { } provider, Consumer: { } consumer } ? $", promised by {provider} to {consumer}" : "";
        return
        [
            $"{(report.Terms.Audience == Audience.External ? "External" : "Internal")} agreement about the service {report.Terms.Service}{parties}",
            $"{text.Time(report.Period.From)} to {text.Time(report.Period.To)} ({report.Period.TimeZone}){(report.IsOver ? "" : ", so far")}; made {text.Time(report.MadeAt)}",
        ];
    }
}
