namespace SlaAgent.Configuration.Yaml;

/// <summary>A list of values.</summary>
internal sealed class YamlSequence(Position at, int size, int height, IReadOnlyList<YamlNode> items) : YamlNode(at, size, height)
{
    public IReadOnlyList<YamlNode> Items { get; } = items;

    public override string Description => "a list";
}
