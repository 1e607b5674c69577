using System.Text.Json;
using SlaAgent.Configuration.Yaml;

namespace SlaAgent.Configuration.Shapes;

/// <summary>Any value that JSON can say.</summary>
internal sealed class JsonShape(bool mappingOnly = false) : ValueShape
{
    public override string TypeName => mappingOnly ? "mapping (any JSON)" : "any JSON";

    public override void Check(YamlNode node, NodePath path, ShapeCheck check)
    {
        if (mappingOnly && node is not YamlMapping)
        {
            check.Bag.Error(node.At, path, $"this is {node.Description}; write the body as a mapping, or put it into a requestFile");
        }

        CheckNumbers(node, path, check);
    }

    public override void WriteSchema(Utf8JsonWriter writer)
    {
        if (mappingOnly)
        {
            writer.WriteString("type", "object");
        }
    }

    private static void CheckNumbers(YamlNode node, NodePath path, ShapeCheck check)
    {
        if (node is YamlScalar { Type: ScalarType.Float } scalar && JsonText.Number(scalar.Text) is null)
        {
            check.Bag.Error(node.At, path, "JSON has neither NaN nor infinity; put it in quotes if it is text");
        }
        else if (node is YamlMapping mapping)
        {
            foreach (var entry in mapping.Entries)
            {
                CheckNumbers(entry.Value, path.Key(entry.Key), check);
            }
        }
        else if (node is YamlSequence list)
        {
            for (var i = 0; i < list.Items.Count; i++)
            {
                CheckNumbers(list.Items[i], path.Item(i), check);
            }
        }
    }
}
