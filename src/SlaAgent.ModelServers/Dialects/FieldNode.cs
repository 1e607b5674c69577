using System.Text;
using System.Text.Json;

namespace SlaAgent.ModelServers.Dialects;

/// <summary>A place in the JSON of an answer: what its value is for, and which places below it matter.</summary>
internal sealed class FieldNode
{
    private readonly List<(byte[] Name, FieldNode Node)> _members = [];
    private readonly List<(int? Index, FieldNode Node)> _items = [];

    /// <summary>What the value is for.</summary>
    public FieldRole Roles { get; private set; }

    /// <summary>How much a count here is believed: the less, the more.</summary>
    public int Rank { get; private set; } = int.MaxValue;

    /// <summary>Whether members of an object here matter.</summary>
    public bool HasMembers => _members.Count > 0;

    /// <summary>Whether items of an array here matter.</summary>
    public bool HasItems => _items.Count > 0;

    /// <summary>Whether the value has <paramref name="role"/>.</summary>
    public bool Is(FieldRole role) => (Roles & role) != 0;

    /// <summary>Gives the value a role more.</summary>
    public void Add(FieldRole role, int rank)
    {
        Roles |= role;
        Rank = Math.Min(Rank, rank);
    }

    /// <summary>The place of the member whose name the reader stands at; null where it does not matter.</summary>
    public FieldNode? Member(ref Utf8JsonReader reader)
    {
        foreach (var (name, node) in _members)
        {
            if (reader.ValueTextEquals(name))
            {
                return node;
            }
        }

        return null;
    }

    /// <summary>The place of the item at <paramref name="index"/>; null where it does not matter.</summary>
    public FieldNode? Item(int index)
    {
        foreach (var (at, node) in _items)
        {
            if (at is null || at == index)
            {
                return node;
            }
        }

        return null;
    }

    /// <summary>The place of a member, made where there is none yet.</summary>
    public FieldNode MakeMember(string name)
    {
        var utf8 = Encoding.UTF8.GetBytes(name);
        var found = _members.Find(member => member.Name.AsSpan().SequenceEqual(utf8)).Node;
        if (found is null)
        {
            found = new FieldNode();
            _members.Add((utf8, found));
        }

        return found;
    }

    /// <summary>The place of one item, or of any for null, made where there is none yet.</summary>
    public FieldNode MakeItem(int? index)
    {
        var found = _items.Find(item => item.Index == index).Node;
        if (found is null)
        {
            found = new FieldNode();
            // One item goes before any.
            _items.Insert(index is null ? _items.Count : 0, (index, found));
        }

        return found;
    }
}
