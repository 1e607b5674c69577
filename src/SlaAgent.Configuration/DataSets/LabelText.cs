namespace SlaAgent.Configuration.DataSets;

/// <summary>Whether an example has a truth.</summary>
internal static class LabelText
{
    /// <summary>What is wrong with a label; null for nothing.</summary>
    public static string? Problem(string? label, string column) =>
        string.IsNullOrEmpty(label) ? $"has no label: '{column}' is empty; write the truth, or take the line out" : null;
}
