using SlaAgent.Core.Contracts;

namespace SlaAgent.Configuration.DataSets;

/// <summary>Where a column of a data set stands in its lines.</summary>
/// <param name="Name">Its name.</param>
/// <param name="First">Its first field, from 0.</param>
/// <param name="Last">Its last field.</param>
/// <param name="IsRun">Whether it is an array of fields.</param>
/// <param name="Type">What its fields are.</param>
internal sealed record CsvPlace(string Name, int First, int Last, bool IsRun, CsvValueType Type)
{
    /// <summary>What a field of it is called in a message.</summary>
    public string Describe(int field) => IsRun ? $"'{Name}[{field - First}]' (column {field + 1})" : $"'{Name}' (column {field + 1})";
}
