using SlaAgent.Core.Reports;

namespace SlaAgent.Reports;

/// <summary>The forms in which a report is written.</summary>
internal static class ReportFormat
{
    /// <summary>Their names.</summary>
    public static readonly string[] Names = ["html", "md", "json", "csv"];

    /// <summary>Whether the one page for executives comes in a form.</summary>
    public static bool HasExecutive(string format) => format is "html" or "md";

    /// <summary>The media type of a form.</summary>
    public static string MediaType(string format) => format switch
    {
        "html" => "text/html; charset=utf-8",
        "md" => "text/markdown; charset=utf-8",
        "csv" => "text/csv; charset=utf-8; header=present",
        _ => "application/json; charset=utf-8",
    };

    /// <summary>Writes a report.</summary>
    public static string Write(ComplianceReport report, TimeZoneInfo zone, string format, bool isExecutive) => format switch
    {
        "json" => JsonRenderer.Write(report),
        "csv" => CsvRenderer.Write(report),
        "md" => MarkdownRenderer.Write(Document(report, zone, isExecutive)),
        _ => HtmlRenderer.Write(Document(report, zone, isExecutive)),
    };

    private static ReportDocument Document(ComplianceReport report, TimeZoneInfo zone, bool isExecutive) => isExecutive ? ExecutiveDocument.Of(report, zone) : StatementDocument.Of(report, zone);
}
