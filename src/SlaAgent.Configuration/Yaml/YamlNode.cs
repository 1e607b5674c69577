namespace SlaAgent.Configuration.Yaml;

/// <summary>A value with its place. Aliases share nodes, so a tree may be larger than its text.</summary>
/// <param name="at">Where it begins.</param>
/// <param name="size">Nodes in it, itself included, aliases counted each time.</param>
/// <param name="height">Levels in it, itself included.</param>
internal abstract class YamlNode(Position at, int size, int height)
{
    public Position At { get; } = at;

    public int Size { get; } = size;

    public int Height { get; } = height;

    /// <summary>What it is, in the words of an error message.</summary>
    public abstract string Description { get; }
}
