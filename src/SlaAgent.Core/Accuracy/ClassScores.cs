namespace SlaAgent.Core.Accuracy;

/// <summary>
/// Scores of classes. Means over classes are over those that occur among the labels, and a class that was never predicted leaves precision's without a value;
/// over all classes' decisions, precision, recall and F1 are all the same, and so is recall weighted by the classes' examples: the share that is right.
/// </summary>
internal static class ClassScores
{
    /// <summary>Where <paramref name="metric"/> of <paramref name="table"/> comes from.</summary>
    public static ScoreSource Source(ConfusionTable table, string metric)
    {
        if (Undefined(table, metric) is { } reason)
        {
            return new ScoreSource.Undefined(reason);
        }

        return metric switch
        {
            ScoreName.Accuracy or ScoreName.PrecisionMicro or ScoreName.RecallMicro or ScoreName.F1Micro or ScoreName.RecallWeighted =>
                new ScoreSource.Proportion(table.Hits.Sum(), table.Total),
            ScoreName.Precision => new ScoreSource.Proportion(table.Hits[table.Positive!.Value], table.Predictions[table.Positive.Value]),
            ScoreName.Recall => new ScoreSource.Proportion(table.Hits[table.Positive!.Value], table.Truth[table.Positive.Value]),
            _ => new ScoreSource.Resampled(new ConfusionStatistic(table, metric)),
        };
    }

    private static string? Undefined(ConfusionTable table, string metric) => metric switch
    {
        ScoreName.Precision when table.Predictions[table.Positive!.Value] == 0 => "no example was predicted positive",
        ScoreName.Recall when table.Truth[table.Positive!.Value] == 0 => "no example is positive",
        ScoreName.F1 when table.Truth[table.Positive!.Value] + table.Predictions[table.Positive.Value] == 0 => "no example is positive, and none was predicted so",
        ScoreName.PrecisionMacro or ScoreName.PrecisionWeighted => NeverPredicted(table),
        ScoreName.Mcc when table.Truth.Count(count => count > 0) == 1 => "all examples have the same label",
        ScoreName.Mcc when table.Predictions.Count(count => count > 0) == 1 => "all examples were predicted the same",
        ScoreName.CohenKappa when table.Truth.Count(count => count > 0) == 1 && table.Hits.Sum() == table.Total => "all examples have the same label, and were predicted so",
        _ => null,
    };

    private static string? NeverPredicted(ConfusionTable table)
    {
        var missing = Enumerable.Range(0, table.Classes.Length).Where(place => table.Truth[place] > 0 && table.Predictions[place] == 0).ToList();
        return missing.Count switch
        {
            0 => null,
            1 => $"no example was predicted {Shorten(table.Classes[missing[0]])}",
            _ => $"{missing.Count} classes were never predicted, {Shorten(table.Classes[missing[0]])} among them",
        };
    }

    private static string Shorten(string name) => name.Length <= 40 ? name : $"{name.AsSpan(0, 40)}…";
}
