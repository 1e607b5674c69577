using System.Text.Json;
using SlaAgent.Configuration.Yaml;

namespace SlaAgent.Configuration.Shapes;

/// <summary>A value that is either one of a few words or a mapping.</summary>
internal sealed class EitherShape(ScalarShape word, ObjectShape mapping) : ValueShape
{
    public ObjectShape Mapping { get; } = mapping;

    public override string TypeName => $"{word.TypeName} or mapping";

    public override void Check(YamlNode node, NodePath path, ShapeCheck check)
    {
        if (node is YamlMapping)
        {
            Mapping.Check(node, path, check);
        }
        else if (node is YamlScalar)
        {
            word.Check(node, path, check);
        }
        else
        {
            check.Bag.Error(node.At, path, $"this is {node.Description}; write {word.TypeName}, or a mapping with {string.Join(", ", Mapping.Keys.Select(k => k.Name))}");
        }
    }

    public override void WriteSchema(Utf8JsonWriter writer)
    {
        writer.WriteStartArray("anyOf");
        foreach (var shape in (ValueShape[])[word, Mapping])
        {
            writer.WriteStartObject();
            shape.WriteSchema(writer);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }
}
