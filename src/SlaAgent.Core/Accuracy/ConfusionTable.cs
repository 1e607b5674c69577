namespace SlaAgent.Core.Accuracy;

/// <summary>How often each class was predicted as each, as the cells that are not empty, in a fixed order. Predictions that are no label are one more column, the last.</summary>
internal sealed class ConfusionTable
{
    /// <summary>A table of <paramref name="cells"/>.</summary>
    /// <param name="classes">The labels' names, in order.</param>
    /// <param name="positive">Place of the positive class; null for none.</param>
    /// <param name="cells">Examples by places of label and prediction.</param>
    public ConfusionTable(string[] classes, int? positive, Dictionary<(int Label, int Prediction), int> cells)
    {
        Classes = classes;
        Positive = positive;
        Cells = [.. cells.Keys.Order()];
        Counts = [.. Cells.Select(cell => cells[cell])];
        Truth = new long[classes.Length];
        Predictions = new long[classes.Length + 1];
        Hits = new long[classes.Length];
        Sum(Counts, Truth, Predictions, Hits);
        Total = Truth.Sum();
    }

    /// <summary>Names of the classes.</summary>
    public string[] Classes { get; }

    /// <summary>Place of the positive class; null for none.</summary>
    public int? Positive { get; }

    /// <summary>Places of label and prediction of each cell.</summary>
    public (int Label, int Prediction)[] Cells { get; }

    /// <summary>Examples in each cell; at least one.</summary>
    public int[] Counts { get; }

    /// <summary>Examples of each class.</summary>
    public long[] Truth { get; }

    /// <summary>Predictions of each class, and last those of none.</summary>
    public long[] Predictions { get; }

    /// <summary>Examples of each class that were predicted right.</summary>
    public long[] Hits { get; }

    /// <summary>All examples.</summary>
    public long Total { get; }

    /// <summary>The margins and the diagonal of the same cells with other counts.</summary>
    public void Sum(ReadOnlySpan<int> counts, long[] truth, long[] predictions, long[] hits)
    {
        Array.Clear(truth);
        Array.Clear(predictions);
        Array.Clear(hits);
        for (var i = 0; i < counts.Length; i++)
        {
            var (label, prediction) = Cells[i];
            truth[label] += counts[i];
            predictions[prediction] += counts[i];
            hits[label] += label == prediction ? counts[i] : 0;
        }
    }

    /// <summary>How often each class was predicted.</summary>
    public KeyValuePair<string, long>[] Predicted() => [.. Classes.Select((name, place) => KeyValuePair.Create(name, Predictions[place]))];
}
