namespace SlaAgent.Configuration.Yaml;

/// <summary>Keys with values, in the order written, each key once.</summary>
internal sealed class YamlMapping(Position at, int size, int height, IReadOnlyList<YamlEntry> entries) : YamlNode(at, size, height)
{
    private readonly Dictionary<string, YamlEntry> _byKey = entries.ToDictionary(e => e.Key, StringComparer.Ordinal);

    public IReadOnlyList<YamlEntry> Entries { get; } = entries;

    public override string Description => "a mapping";

    public bool Has(string key) => _byKey.ContainsKey(key);

    public YamlEntry? Entry(string key) => _byKey.TryGetValue(key, out var entry) ? entry : null;

    public YamlNode? Find(string key) => _byKey.TryGetValue(key, out var entry) ? entry.Value : null;

    public YamlMapping? Mapping(string key) => Find(key) as YamlMapping;

    public YamlScalar? Scalar(string key) => Find(key) as YamlScalar;

    public IReadOnlyList<YamlNode> Items(string key) => Find(key) is YamlSequence sequence ? sequence.Items : [];

    /// <summary>Where a key's value is written, or else this mapping's own place.</summary>
    public Position PlaceOf(string key) => Find(key)?.At ?? At;
}
