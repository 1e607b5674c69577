using System.Globalization;
using SlaAgent.Core.Incidents;
using SlaAgent.Core.Reports;

namespace SlaAgent.Reports.Sections;

/// <summary>Breaches and outages, how often they came and how long they took.</summary>
internal static class IncidentSection
{
    public static ReportSection Of(ComplianceReport report, ReportText text)
    {
        if (report.Incidents.Count == 0)
        {
            return new("Incidents", [new ReportBlock.Paragraph("There was no breach, and no outage of the service is on the record.")]);
        }

        return new(
            "Incidents",
            [
                new ReportBlock.Table("Breaches in figures", [new("Figure"), new("Value", true)], [.. Statistics(report.IncidentFigures)]),
                new ReportBlock.Table(
                    "Breaches of the agreement and outages of its service",
                    [new("No.", true), new("What"), new("Objective"), new("Priority"), new("Severity"), new("Began"), new("Ended"), new("Length", true), new("Budget spent", true), new("Acknowledged")],
                    [.. report.Incidents.Select(incident => Row(report, incident, text))]),
            ]);
    }

    private static IEnumerable<string[]> Statistics(IncidentFigures figures)
    {
        var breaches = figures.Breaches;
        yield return ["Breaches that began in the period", breaches.Count.ToString(CultureInfo.InvariantCulture)];
        yield return ["Frequency, per 30 days", breaches.PerThirtyDays is { } rate ? rate.ToString("0.##", CultureInfo.InvariantCulture) : ReportText.Nothing];
        yield return ["Time in breach", ReportText.Span(figures.InBreach)];
        yield return ["Mean time between breaches", ReportText.Span(breaches.MeanTimeBetween)];
        yield return ["Mean time to detect", ReportText.Span(breaches.MeanTimeToDetect)];
        yield return ["Mean time to acknowledge", ReportText.Span(breaches.MeanTimeToAcknowledge)];
        yield return ["Mean time to recover", ReportText.Span(breaches.MeanTimeToRecover)];
        yield return ["Not ended by the end of the period", breaches.Unresolved.ToString(CultureInfo.InvariantCulture)];
    }

    private static string[] Row(ComplianceReport report, Incident incident, ReportText text) =>
    [
        incident.Number > 0 ? incident.Number.ToString(CultureInfo.InvariantCulture) : ReportText.Nothing,
        What(incident),
        incident.Objective ?? ReportText.Nothing,
        incident.Priority ?? ReportText.Nothing,
        incident.Grade?.ToString().ToLowerInvariant() ?? ReportText.Nothing,
        text.Time(incident.StartedAt),
        incident.EndedAt is { } ended ? text.Time(ended) : "goes on",
        ReportText.Span((incident.EndedAt ?? report.MadeAt) - incident.StartedAt),
        ReportText.Share(incident.BudgetSpent),
        incident.Acknowledgement is { } taken ? $"{taken.By}, {text.Time(taken.At)}" : ReportText.Nothing,
    ];

    private static string What(Incident incident) => incident.AlertName switch
    {
        "SlaBreached" => "breach",
        "ModelServerDown" => "service down",
        "ModelServerHungBehindHealth" => "service hung behind a good health check",
        _ => incident.AlertName,
    };
}
