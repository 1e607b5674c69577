using System.Text.Json;
using SlaAgent.Configuration.Yaml;

namespace SlaAgent.Configuration.Shapes;

/// <summary>A mapping whose keys the user chooses.</summary>
internal sealed class MapShape(string typeName, Func<string, string?> keyProblem, string keyPattern, ValueShape value) : ValueShape
{
    public override string TypeName => typeName;

    public override void Check(YamlNode node, NodePath path, ShapeCheck check)
    {
        if (IsMissing(node, path, check, "{}"))
        {
            return;
        }

        if (node is not YamlMapping mapping)
        {
            check.Bag.Error(node.At, path, $"this is {node.Description}; write a mapping, as {{ name: value }}");
            return;
        }

        foreach (var entry in mapping.Entries)
        {
            if (keyProblem(entry.Key) is { } problem)
            {
                check.Bag.Error(entry.KeyAt, path.Key(entry.Key), problem);
            }

            value.Check(entry.Value, path.Key(entry.Key), check);
        }
    }

    public override void WriteSchema(Utf8JsonWriter writer)
    {
        writer.WriteString("type", "object");
        writer.WriteStartObject("propertyNames");
        writer.WriteString("pattern", keyPattern);
        writer.WriteEndObject();
        writer.WriteStartObject("additionalProperties");
        value.WriteSchema(writer);
        writer.WriteEndObject();
    }
}
