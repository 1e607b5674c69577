using System.Text.Json;
using SlaAgent.Configuration.Yaml;

namespace SlaAgent.Configuration.Shapes;

/// <summary>What a value may look like. The reader's checks and the JSON Schema both come from it, so that they cannot differ.</summary>
internal abstract class ValueShape
{
    /// <summary>The type, in the words of the documentation.</summary>
    public abstract string TypeName { get; }

    /// <summary>Reports everything that is wrong with a value.</summary>
    public abstract void Check(YamlNode node, NodePath path, ShapeCheck check);

    /// <summary>Writes the keywords of this shape into an open schema object.</summary>
    public abstract void WriteSchema(Utf8JsonWriter writer);

    protected static bool IsMissing(YamlNode node, NodePath path, ShapeCheck check, string typeName)
    {
        if (node is not YamlScalar { Type: ScalarType.Null })
        {
            return false;
        }

        check.Bag.Error(node.At, path, $"has no value; write {typeName}, or leave the key out");
        return true;
    }
}
