using SlaAgent.Configuration.DataSets;
using SlaAgent.Core.Accuracy;
using SlaAgent.Core.Contracts;

namespace SlaAgent.Evaluations;

/// <summary>What is known of a data set before its examples are asked about: the whole file was read once.</summary>
/// <param name="Hash">SHA-256 of the file as it is on disk, in lower-case hex.</param>
/// <param name="Labels">How many examples have each label.</param>
/// <param name="Examples">Examples to be asked about: all, or those of the sample.</param>
/// <param name="Stamp">When the file was written, and how long it is: while both stay, it is taken to be the same.</param>
internal sealed record DataSetFacts(string Hash, LabelCounts Labels, long Examples, (DateTime Written, long Length) Stamp)
{
    /// <summary>Reads the data set of <paramref name="probe"/>.</summary>
    /// <param name="probe">The evaluation.</param>
    /// <param name="problem">What is wrong with it; null where nothing is.</param>
    /// <param name="stopping">Gives it up.</param>
    public static DataSetFacts? Read(EvaluationProbe probe, out string? problem, CancellationToken stopping)
    {
        // Taken before: what is written meanwhile is then seen to have changed.
        var stamp = StampOf(probe.DataSet);
        using var reader = DataSetReader.Open(probe.DataSet, [], probe.Label, null);
        var labels = new LabelCounts(probe.Task);
        while (reader.Read())
        {
            stopping.ThrowIfCancellationRequested();
            if (reader.Problem is not null)
            {
                break;
            }

            labels.Add(reader.Current!.Label);
        }

        var examples = probe.Sample is { } size ? new StratifiedSample(labels, size, probe.Seed).Size : labels.Total;
        problem = reader.Problem is { } wrong ? "the data set cannot be used: " + wrong
            : examples == 0 ? "the data set has no examples"
            : examples > EvaluationItems.MostExamples ? FormattableString.Invariant($"the data set has {examples} examples, and a run takes at most {EvaluationItems.MostExamples}: give 'sample'")
            : null;
        return problem is null ? new DataSetFacts(reader.Hash!, labels, examples, stamp) : null;
    }

    /// <summary>Whether the file is another by now. A file that was only touched is read again to see.</summary>
    public bool HasChanged(EvaluationProbe probe, CancellationToken stopping) =>
        StampOf(probe.DataSet) != Stamp && Read(probe, out _, stopping)?.Hash != Hash;

    private static (DateTime Written, long Length) StampOf(DataSet dataSet)
    {
        var file = new FileInfo(dataSet.File);
        return file.Exists ? (file.LastWriteTimeUtc, file.Length) : default;
    }
}
