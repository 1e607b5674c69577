namespace SlaAgent.Core.Contracts;

/// <summary>A named column, or run of columns, of a CSV file.</summary>
/// <param name="Name">The name that requests and labels use.</param>
/// <param name="First">Its first column, counted from 1.</param>
/// <param name="Last">Its last column; the same as the first for a single one. A run of columns is an array.</param>
public sealed record CsvColumn(string Name, int First, int Last);
