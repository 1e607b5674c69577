using System.Text.Json;
using SlaAgent.Configuration.Yaml;

namespace SlaAgent.Configuration.Shapes;

/// <summary>A list of values of one shape. Where the items have names, a name comes once.</summary>
internal sealed class ListShape(ValueShape item, int least = 1) : ValueShape
{
    public ValueShape Item { get; } = item;

    public override string TypeName => $"list of {Item.TypeName}";

    public override void Check(YamlNode node, NodePath path, ShapeCheck check)
    {
        if (IsMissing(node, path, check, "a list, as [ … ]"))
        {
            return;
        }

        if (node is not YamlSequence list)
        {
            check.Bag.Error(node.At, path, $"this is {node.Description}; write a list, as [ … ] or with one - a line");
            return;
        }

        if (list.Items.Count < least)
        {
            check.Bag.Error(node.At, path, "the list is empty; at least one is needed");
        }

        var names = new Dictionary<string, Position>(StringComparer.Ordinal);
        for (var i = 0; i < list.Items.Count; i++)
        {
            Item.Check(list.Items[i], path.Item(i), check);
            if (Item is ObjectShape && (list.Items[i] as YamlMapping)?.Scalar("name") is { } name && !names.TryAdd(name.Text, name.At))
            {
                check.Bag.Error(name.At, path.Item(i).Key("name"), $"{Echo.Value(name)} is taken; the first is at line {names[name.Text].Line}; give each its own name");
            }
        }
    }

    public override void WriteSchema(Utf8JsonWriter writer)
    {
        writer.WriteString("type", "array");
        if (least > 0)
        {
            writer.WriteNumber("minItems", least);
        }

        writer.WriteStartObject("items");
        Item.WriteSchema(writer);
        writer.WriteEndObject();
    }
}
