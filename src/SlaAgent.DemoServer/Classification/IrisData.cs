using System.Globalization;

namespace SlaAgent.DemoServer.Classification;

/// <summary>The labelled flowers that the classifier is trained on; see iris.md for where they come from.</summary>
internal sealed record IrisData(IReadOnlyList<double[]> Rows, IReadOnlyList<int> Labels, IReadOnlyList<string> ClassNames)
{
    /// <summary>Reads the rows that come with the assembly.</summary>
    public static IrisData Load()
    {
        using var stream = typeof(IrisData).Assembly.GetManifestResourceStream("iris.csv")!;
        using var reader = new StreamReader(stream);
        var lines = reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var cells = lines.Skip(1).Select(line => line.Split(',')).ToArray();
        return new IrisData(
            [.. cells.Select(row => row[..^1].Select(cell => double.Parse(cell, CultureInfo.InvariantCulture)).ToArray())],
            [.. cells.Select(row => int.Parse(row[^1], CultureInfo.InvariantCulture))],
            lines[0].Split(',')[2..]);
    }

    /// <summary>Trains the classifier on all rows.</summary>
    public SoftmaxRegression Train() => SoftmaxRegression.Train(Rows, Labels, ClassNames.Count);
}
