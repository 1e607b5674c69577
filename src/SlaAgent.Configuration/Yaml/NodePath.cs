using System.Globalization;

namespace SlaAgent.Configuration.Yaml;

/// <summary>The path of a value in its document; spelled only when somebody reads it.</summary>
internal sealed class NodePath
{
    public static readonly NodePath Root = new(null, "");

    private readonly NodePath? _parent;
    private readonly string _segment;

    private NodePath(NodePath? parent, string segment)
    {
        _parent = parent;
        _segment = segment;
    }

    public NodePath Key(string name) => new(this, Segment(name));

    public NodePath Item(int index) => new(this, string.Create(CultureInfo.InvariantCulture, $"[{index}]"));

    public override string ToString() => _parent is null ? "" : (_parent.ToString() + _segment).TrimStart('.');

    private static string Segment(string name)
    {
        var shown = Echo.Shorten(name);
        return shown.Length > 0 && shown.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '/') ? "." + shown : $"['{shown}']";
    }
}
