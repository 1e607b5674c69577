namespace SlaAgent.Reports;

/// <summary>A result in large type.</summary>
/// <param name="Label">What it is of.</param>
/// <param name="Value">The result.</param>
/// <param name="Detail">A line below it.</param>
/// <param name="Tone">How it is to be seen: <c>good</c>, <c>bad</c> or <c>unsaid</c>.</param>
internal sealed record ReportTile(string Label, string Value, string Detail, string Tone);
