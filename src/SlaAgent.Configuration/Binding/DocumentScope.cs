using SlaAgent.Configuration.Shapes;
using SlaAgent.Configuration.Yaml;

namespace SlaAgent.Configuration.Binding;

/// <summary>One document on its way from text to contract.</summary>
/// <param name="Root">The document.</param>
/// <param name="Kind">Its kind.</param>
/// <param name="Check">Where findings go.</param>
internal sealed record DocumentScope(YamlMapping Root, string Kind, ShapeCheck Check)
{
    public static readonly NodePath SpecPath = NodePath.Root.Key("spec");

    public YamlMapping? Spec => Root.Mapping("spec");

    public YamlMapping? Metadata => Root.Mapping("metadata");

    public string? Name => Metadata.Text("name");

    public void Error(Position at, NodePath path, string message) => Check.Bag.Error(at, path, message);

    public void Warn(Position at, NodePath path, string message) => Check.Bag.Warn(at, path, message);
}
