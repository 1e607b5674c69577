using System.Text.Json;
using SlaAgent.Configuration.Yaml;

namespace SlaAgent.Configuration.Shapes;

/// <summary>A value, or a list of such values.</summary>
internal sealed class OneOrManyShape(ValueShape item) : ValueShape
{
    private readonly ListShape _list = new(item);

    public ValueShape Item { get; } = item;

    public override string TypeName => $"{Item.TypeName}, or a list of them";

    public override void Check(YamlNode node, NodePath path, ShapeCheck check)
    {
        ValueShape shape = node is YamlSequence ? _list : Item;
        shape.Check(node, path, check);
    }

    public override void WriteSchema(Utf8JsonWriter writer)
    {
        writer.WriteStartArray("anyOf");
        foreach (var shape in (ValueShape[])[Item, _list])
        {
            writer.WriteStartObject();
            shape.WriteSchema(writer);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }
}
