using SlaAgent.Core.Evidence;

namespace SlaAgent.Ledger.Chain;

/// <summary>What waits to go on the record, in order. Bounded while the disk is away: the oldest go, and that is put on the record in their place.</summary>
internal sealed class PendingEvidence
{
    /// <summary>More than these: the oldest are given up.</summary>
    public const int Most = 5000;

    private readonly List<EvidenceItem> _items = [];

    /// <summary>What waits.</summary>
    public IReadOnlyList<EvidenceItem> Items => _items;

    /// <summary>How many were given up and are not spoken of on the record yet.</summary>
    public long GivenUp { get; private set; }

    /// <summary>Whether there is nothing to put on the record.</summary>
    public bool IsEmpty => _items.Count == 0 && GivenUp == 0;

    /// <summary>Adds what came later; how many had to be given up for it.</summary>
    public int Add(IReadOnlyCollection<EvidenceItem> items, long givenUp = 0)
    {
        _items.AddRange(items);
        GivenUp += givenUp;
        return Trim();
    }

    /// <summary>Puts what came earlier before what waits; how many had to be given up for it.</summary>
    public int PutBack(PendingEvidence earlier)
    {
        _items.InsertRange(0, earlier._items);
        GivenUp += earlier.GivenUp;
        return Trim();
    }

    /// <summary>Takes everything out.</summary>
    public PendingEvidence Take()
    {
        var taken = new PendingEvidence { GivenUp = GivenUp };
        taken._items.AddRange(_items);
        Clear();
        return taken;
    }

    /// <summary>Forgets everything, once it is on the record.</summary>
    public void Clear()
    {
        _items.Clear();
        GivenUp = 0;
    }

    private int Trim()
    {
        var tooMany = Math.Max(0, _items.Count - Most);
        _items.RemoveRange(0, tooMany);
        GivenUp += tooMany;
        return tooMany;
    }
}
