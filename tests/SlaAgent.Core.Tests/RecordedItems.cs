using SlaAgent.Core.Evidence;

namespace SlaAgent.Core.Tests;

/// <summary>What the ledger would have on the record, and what it would remember of that.</summary>
internal sealed class RecordedItems
{
    public List<EvidenceItem> All { get; } = [];

    public Dictionary<string, string> Terms { get; } = [];

    public Dictionary<string, ExclusionFact> Going { get; } = [];

    public DateTimeOffset? ExclusionsTo { get; private set; }

    public IEnumerable<ExclusionFact> Exclusions => All.OfType<EvidenceItem.Excluded>().Select(item => item.Exclusion);

    public void TakeFrom(Judge judge)
    {
        All.AddRange(judge.TakeEvidence());
        var changes = judge.TakeRecordChanges();
        foreach (var (agreement, hash) in changes.Terms)
        {
            Put(Terms, agreement, hash);
        }

        foreach (var (id, fact) in changes.Exclusions)
        {
            Put(Going, id, fact);
        }

        ExclusionsTo = changes.ExclusionsTo ?? ExclusionsTo;
    }

    private static void Put<T>(Dictionary<string, T> facts, string key, T? value)
        where T : class
    {
        facts.Remove(key);
        if (value is not null)
        {
            facts[key] = value;
        }
    }
}
