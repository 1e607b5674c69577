using System.Globalization;

namespace SlaAgent.DemoServer.Classification;

/// <summary>Labelled rows that a classifier is trained on or judged by; iris.md and breast_cancer.md say where they come from.</summary>
internal sealed record LabelledRows(IReadOnlyList<double[]> Rows, IReadOnlyList<int> Labels, IReadOnlyList<string> ClassNames)
{
    /// <summary>Reads the rows of <paramref name="file"/>, which comes with the assembly.</summary>
    public static LabelledRows Load(string file)
    {
        using var stream = typeof(LabelledRows).Assembly.GetManifestResourceStream(file)!;
        using var reader = new StreamReader(stream);
        var lines = reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var cells = lines.Skip(1).Select(line => line.Split(',')).ToArray();
        return new LabelledRows(
            [.. cells.Select(row => row[..^1].Select(cell => double.Parse(cell, CultureInfo.InvariantCulture)).ToArray())],
            [.. cells.Select(row => int.Parse(row[^1], CultureInfo.InvariantCulture))],
            lines[0].Split(',')[2..]);
    }

    /// <summary>Every second row: the first, the third…, or where <paramref name="held"/> the others.</summary>
    public LabelledRows Half(bool held) => Where(index => index % 2 == (held ? 1 : 0));

    /// <summary>The same rows with two thirds of the first class's labels lost to the last one, as a broken pipeline would lose them.</summary>
    public LabelledRows Mislabelled() =>
        this with { Labels = [.. Labels.Select((label, index) => label == 0 && index % 3 != 0 ? ClassNames.Count - 1 : label)] };

    /// <summary>Trains a classifier on all rows.</summary>
    public SoftmaxRegression Train() => SoftmaxRegression.Train(Rows, Labels, ClassNames.Count);

    private LabelledRows Where(Func<int, bool> isWanted) =>
        new([.. Rows.Where((_, index) => isWanted(index))], [.. Labels.Where((_, index) => isWanted(index))], ClassNames);
}
