using SlaAgent.Core.Contracts;

namespace SlaAgent.Core.Accuracy;

/// <summary>How often each class was predicted as each, for people to look at.</summary>
/// <param name="Classes">Names of the classes shown, in order; each is a row.</param>
/// <param name="Counts">Examples, row by row (the label), and in each by prediction: the classes, and then <see cref="Other"/>.</param>
/// <param name="Hidden">Examples whose labels are not shown, because there are too many classes.</param>
public sealed record ConfusionMatrix(EquatableArray<string> Classes, EquatableArray<long> Counts, long Hidden)
{
    /// <summary>Name of the last column: predictions that are none of the classes shown.</summary>
    public const string Other = "(other)";

    /// <summary>Classes shown, unless said otherwise: those with the most examples.</summary>
    public const int MostShown = 50;

    /// <summary>Examples of the class at <paramref name="label"/> that were predicted to be the class at <paramref name="prediction"/>, or another where that is the number of classes.</summary>
    public long this[int label, int prediction] => Counts[(label * (Classes.Count + 1)) + prediction];

    internal static ConfusionMatrix Of(ConfusionTable table, int most)
    {
        var shown = Enumerable.Range(0, table.Classes.Length)
            .Where(place => table.Truth[place] + table.Predictions[place] > 0)
            .OrderByDescending(place => table.Truth[place])
            .ThenBy(place => place)
            .Take(most)
            .Order()
            .ToArray();
        var counts = new long[shown.Length * (shown.Length + 1)];
        var hidden = 0L;
        for (var i = 0; i < table.Cells.Length; i++)
        {
            var row = Array.BinarySearch(shown, table.Cells[i].Label);
            var column = Array.BinarySearch(shown, table.Cells[i].Prediction);
            if (row < 0)
            {
                hidden += table.Counts[i];
                continue;
            }

            counts[(row * (shown.Length + 1)) + (column < 0 ? shown.Length : column)] += table.Counts[i];
        }

        return new ConfusionMatrix([.. shown.Select(place => table.Classes[place])], [.. counts], hidden);
    }
}
