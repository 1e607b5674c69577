namespace SlaAgent.Reports;

/// <summary>A section with its heading.</summary>
internal sealed record ReportSection(string Title, IReadOnlyList<ReportBlock> Blocks);
