namespace SlaAgent.Configuration.Yaml;

/// <summary>Gathers the keys of a mapping: a key once, and those of <c>&lt;&lt;</c> only where not written beside it.</summary>
internal sealed class MappingBuilder(DiagnosticBag bag, NodePath path)
{
    private readonly List<YamlEntry> _entries = [];
    private readonly Dictionary<string, Position> _keys = new(StringComparer.Ordinal);
    private readonly List<YamlMapping> _merges = [];

    /// <summary>Values that came in by merging.</summary>
    public int Merged { get; private set; }

    public void Add(YamlEntry entry)
    {
        if (_keys.TryGetValue(entry.Key, out var first))
        {
            bag.Error(entry.KeyAt, path.Key(entry.Key), $"written twice; the first is at line {first.Line}, column {first.Column}");
            return;
        }

        _keys.Add(entry.Key, entry.KeyAt);
        _entries.Add(entry);
    }

    public void Merge(YamlNode value, Position at)
    {
        IReadOnlyList<YamlNode> parts = value is YamlSequence list ? list.Items : [value];
        foreach (var part in parts)
        {
            if (part is YamlMapping mapping)
            {
                _merges.Add(mapping);
            }
            else
            {
                bag.Error(at, path.Key("<<"), "merges a mapping, or a list of mappings");
            }
        }
    }

    public YamlMapping Build(Position at)
    {
        foreach (var entry in _merges.SelectMany(m => m.Entries))
        {
            if (_keys.TryAdd(entry.Key, entry.KeyAt))
            {
                _entries.Add(entry);
                Merged += entry.Value.Size;
            }
        }

        var size = 1 + _entries.Sum(e => e.Value.Size);
        return new(at, size, 1 + _entries.Select(e => e.Value.Height).DefaultIfEmpty().Max(), _entries);
    }
}
