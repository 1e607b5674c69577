using System.Globalization;

namespace SlaAgent.Configuration.Yaml;

/// <summary>The path of a value in its document; spelled only when somebody reads it.</summary>
internal sealed class NodePath
{
    public static readonly NodePath Root = new(null, null, 0);

    private readonly NodePath? _parent;
    private readonly string? _key;
    private readonly int _index;

    private NodePath(NodePath? parent, string? key, int index)
    {
        _parent = parent;
        _key = key;
        _index = index;
    }

    public NodePath Key(string name) => new(this, name, 0);

    public NodePath Item(int index) => new(this, null, index);

    public override string ToString() => _parent is null ? "" : (_parent.ToString() + Segment()).TrimStart('.');

    private string Segment()
    {
        if (_key is null)
        {
            return string.Create(CultureInfo.InvariantCulture, $"[{_index}]");
        }

        var shown = Echo.Shorten(_key);
        return shown.Length > 0 && shown.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '/') ? "." + shown : $"['{shown}']";
    }
}
