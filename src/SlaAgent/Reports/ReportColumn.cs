namespace SlaAgent.Reports;

/// <summary>A column of a table.</summary>
/// <param name="Title">Its heading.</param>
/// <param name="IsNumber">Whether it holds figures.</param>
internal sealed record ReportColumn(string Title, bool IsNumber = false);
