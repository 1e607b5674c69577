using System.Text.Json;
using SlaAgent.Configuration.Yaml;

namespace SlaAgent.Configuration.Shapes;

/// <summary>A value of somebody else's format that the agent does not take.</summary>
/// <param name="reason">Why not, and what to do instead.</param>
internal sealed class RefusedShape(string reason) : ValueShape
{
    public override string TypeName => "nothing";

    public override void Check(YamlNode node, NodePath path, ShapeCheck check) => check.Bag.Error(node.At, path, "not supported here: " + reason);

    public override void WriteSchema(Utf8JsonWriter writer) => writer.WriteBoolean("not", true);
}
