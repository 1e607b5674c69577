using System.Globalization;

namespace SlaAgent.Configuration.DataSets;

/// <summary>Something wrong in a data set, with its place. Never more of the file's content than a few characters.</summary>
/// <param name="File">The file.</param>
/// <param name="Line">Line of the (decompressed) file, from 1.</param>
/// <param name="Message">What is wrong, and what to do.</param>
public sealed record DataSetProblem(string File, long Line, string Message)
{
    /// <inheritdoc />
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{File}:{Line}: {Message}");
}
