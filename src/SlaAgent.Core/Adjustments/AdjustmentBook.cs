using SlaAgent.Core.Contracts;

namespace SlaAgent.Core.Adjustments;

/// <summary>The adjustments that are remembered, newest first; all of them are on the record.</summary>
internal sealed class AdjustmentBook
{
    /// <summary>How many are kept.</summary>
    private const int Kept = 1000;

    private readonly List<PastAdjustment> _made = [];
    private readonly List<string> _forgotten = [];
    private EquatableArray<PastAdjustment>? _shown;

    /// <summary>Remembers one; the oldest beyond a thousand are forgotten.</summary>
    public void Add(PastAdjustment made)
    {
        _made.Insert(0, made);
        _shown = null;
        while (_made.Count > Kept)
        {
            _forgotten.Add(_made[^1].Id);
            _made.RemoveAt(_made.Count - 1);
        }
    }

    /// <summary>Those from before a restart.</summary>
    public void Adopt(IEnumerable<PastAdjustment> past)
    {
        foreach (var made in past.OrderBy(made => made.At))
        {
            Add(made);
        }
    }

    /// <summary>All of them.</summary>
    public EquatableArray<PastAdjustment> Show() => _shown ??= [.. _made];

    /// <summary>Ids that were forgotten since the last call.</summary>
    public IReadOnlyList<string> TakeForgotten()
    {
        if (_forgotten.Count == 0)
        {
            return [];
        }

        string[] taken = [.. _forgotten];
        _forgotten.Clear();
        return taken;
    }
}
