using System.Text.Json;
using SlaAgent.Configuration.Yaml;

namespace SlaAgent.Configuration.Shapes;

/// <summary>A mapping with known keys.</summary>
internal sealed class ObjectShape(params KeyShape[] keys) : ValueShape
{
    /// <summary>Findings after which no nearest names are looked for: a file with so many is no configuration.</summary>
    private const int MostHints = 1000;

    public IReadOnlyList<KeyShape> Keys { get; } = keys;

    /// <summary>Which keys exclude each other.</summary>
    public IReadOnlyList<KeyRule> Rules { get; init; } = [];

    /// <summary>Keys that need another beside them.</summary>
    public IReadOnlyList<(string Key, string Needs)> Needs { get; init; } = [];

    /// <summary>Keys that must be written unless another has a certain value.</summary>
    public IReadOnlyList<(string Key, string Unless, string Is)> RequiredUnless { get; init; } = [];

    /// <summary>Whether keys that begin with <c>x-</c> are free.</summary>
    public bool FreeKeys { get; init; }

    public override string TypeName => "mapping";

    public override void Check(YamlNode node, NodePath path, ShapeCheck check)
    {
        if (IsMissing(node, path, check, "{}"))
        {
            return;
        }

        if (node is not YamlMapping mapping)
        {
            check.Bag.Error(node.At, path, $"this is {node.Description}; write a mapping with {Names()}");
            return;
        }

        foreach (var entry in mapping.Entries)
        {
            CheckEntry(entry, mapping, path, check);
        }

        foreach (var key in Keys.Where(key => IsRequired(key, mapping) && !mapping.Has(key.Name)))
        {
            check.Bag.Error(mapping.At, path.Key(key.Name), key.Example.Length > 0 ? $"missing; write it, as {key.Name}: {key.Example}" : "missing");
        }

        CheckRules(mapping, path, check);
    }

    public override void WriteSchema(Utf8JsonWriter writer) => ObjectSchema.Write(this, writer);

    private void CheckEntry(YamlEntry entry, YamlMapping mapping, NodePath path, ShapeCheck check)
    {
        var here = path.Key(entry.Key);
        if (Keys.FirstOrDefault(k => k.Name == entry.Key) is { } key)
        {
            var isOff = key.Later && entry.Value is YamlScalar { Type: ScalarType.Boolean, Text: "false" or "False" or "FALSE" };
            if (key.Later && !isOff)
            {
                check.NotYet(entry.KeyAt, here);
            }

            key.Value.Check(entry.Value, here, key.Later ? check with { InsideLater = true } : check);
        }
        else if (!FreeKeys || !entry.Key.StartsWith("x-", StringComparison.Ordinal))
        {
            check.Bag.Error(entry.KeyAt, here, "unknown key" + (check.Bag.Count < MostHints ? "; " + Hint(entry.Key, mapping) : ""));
        }
    }

    private bool IsRequired(KeyShape key, YamlMapping mapping) =>
        key.Required || RequiredUnless.Any(rule => rule.Key == key.Name && mapping.Scalar(rule.Unless)?.Text != rule.Is);

    private string Hint(string wrong, YamlMapping mapping) => NearestName.Hint(wrong, [.. Keys.Select(k => k.Name).Where(k => !mapping.Has(k))]);

    private void CheckRules(YamlMapping mapping, NodePath path, ShapeCheck check)
    {
        foreach (var rule in Rules)
        {
            var written = rule.Keys.Where(mapping.Has).ToList();
            if (written.Count > 1)
            {
                check.Bag.Error(mapping.Entry(written[1])!.Value.KeyAt, path.Key(written[1]), $"cannot stand beside {written[0]}; at most one of {rule.Names}");
            }
            else if (written.Count < rule.Least)
            {
                check.Bag.Error(mapping.At, path, $"one of {rule.Names} is missing");
            }
        }

        foreach (var (key, needed) in Needs)
        {
            if (mapping.Entry(key) is { } entry && !mapping.Has(needed))
            {
                check.Bag.Error(entry.KeyAt, path.Key(key), $"needs {needed} beside it");
            }
        }
    }

    private string Names() => Keys.Count > 8 ? "the keys of docs/configuration.md" : string.Join(", ", Keys.Select(k => k.Name));
}
