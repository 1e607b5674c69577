using SlaAgent.Core.Contracts;

namespace SlaAgent.Core.Accuracy;

/// <summary>
/// How many examples have each label: the first pass over a data set of which a sample is drawn. For tasks without classes, and for labels beyond the 1,000th
/// that is new, all count as one.
/// </summary>
/// <param name="task">Kind of task.</param>
public sealed class LabelCounts(EvaluationTask task)
{
    private const string Rest = "";

    private readonly Dictionary<string, long> _counts = new(StringComparer.Ordinal);

    /// <summary>Examples.</summary>
    public long Total { get; private set; }

    /// <summary>Adds an example.</summary>
    public void Add(string label)
    {
        Total++;
        var stratum = StratumOf(label);
        if (stratum.Length > 0 && !_counts.ContainsKey(stratum) && _counts.Count >= EvaluationItems.MostClasses)
        {
            stratum = Rest;
        }

        _counts[stratum] = _counts.GetValueOrDefault(stratum) + 1;
    }

    /// <summary>How often each class occurs, in the order of names, by one of the texts that name it; those beyond the 1,000th are not among them.</summary>
    public IEnumerable<KeyValuePair<string, long>> Classes => Strata.Where(pair => pair.Key.Length > 0).Select(pair => KeyValuePair.Create(pair.Key[1..], pair.Value));

    /// <summary>Whether there are more classes than can be told apart.</summary>
    public bool HasTooMany => task is EvaluationTask.Classification or EvaluationTask.Binary && _counts.ContainsKey(Rest);

    /// <summary>How many examples have the class that <paramref name="label"/> names.</summary>
    public long Of(string label) => _counts.GetValueOrDefault(StratumOf(label));

    /// <summary>Examples that count as one label, by their name, in the order of names.</summary>
    internal IEnumerable<KeyValuePair<string, long>> Strata => _counts.OrderBy(pair => pair.Key, StringComparer.Ordinal);

    /// <summary>What an example counts as.</summary>
    internal string Find(string label) => StratumOf(label) is var stratum && _counts.ContainsKey(stratum) ? stratum : Rest;

    private string StratumOf(string label) => task is EvaluationTask.Classification or EvaluationTask.Binary ? "=" + ClassName.Of(label) : Rest;
}
