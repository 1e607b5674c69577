using YamlDotNet.RepresentationModel;

namespace SlaAgent.EndToEnd.Deploy;

/// <summary>The documents of a file under <c>deploy/gate</c>, as whoever reads them does.</summary>
internal static class DeployedYaml
{
    public static IReadOnlyList<YamlNode> Read(params string[] path)
    {
        var yaml = new YamlStream();
        using var file = File.OpenText(Path.Combine([Repository.Root, "deploy", "gate", .. path]));
        yaml.Load(file);
        return [.. yaml.Documents.Select(document => document.RootNode)];
    }

    public static YamlNode Get(this YamlNode node, params string[] path) => path.Aggregate(node, (at, key) => at[key]);

    public static string? Text(this YamlNode node, string key) =>
        node is YamlMappingNode map && map.Children.TryGetValue(new YamlScalarNode(key), out var value) ? ((YamlScalarNode)value).Value : null;

    public static IEnumerable<YamlNode> Items(this YamlNode node, string key) => (YamlSequenceNode)node[key];
}
