namespace SlaAgent.Core.Contracts;

/// <summary>How the values of a column of a CSV file are meant.</summary>
/// <param name="Column">The column's name.</param>
/// <param name="Type">What they are.</param>
public sealed record CsvColumnType(string Column, CsvValueType Type);
