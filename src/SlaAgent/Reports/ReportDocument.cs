namespace SlaAgent.Reports;

/// <summary>A report as text, tables and charts: what is said, apart from how it is written out.</summary>
internal sealed record ReportDocument(string Title, IReadOnlyList<string> Subtitle, IReadOnlyList<ReportSection> Sections);
