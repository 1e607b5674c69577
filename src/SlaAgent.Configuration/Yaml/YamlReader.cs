using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace SlaAgent.Configuration.Yaml;

/// <summary>Text to documents, within <see cref="YamlLimits"/>. What stands before a syntax error is still returned.</summary>
internal sealed class YamlReader
{
    private readonly string _file;
    private readonly Parser _parser;
    private readonly Func<string, string?>? _environment;
    private readonly DiagnosticBag _bag;
    private readonly Dictionary<AnchorName, YamlNode?> _anchors = [];
    private int _nodes;

    private YamlReader(string file, string text, Func<string, string?>? environment, DiagnosticBag bag)
    {
        _file = file;
        _parser = new Parser(new Scanner(new StringReader(text), skipComments: true));
        _environment = environment;
        _bag = bag;
    }

    /// <summary>Reads all documents of a file; empty ones are left out. With null for <paramref name="environment"/>, values stand as they are written.</summary>
    public static IReadOnlyList<YamlNode> Read(string file, string text, Func<string, string?>? environment, DiagnosticBag bag)
    {
        if (ForbiddenCharacter.Find(file, text) is { } found)
        {
            bag.Error(found, "", "a control character is not allowed in YAML; write it as an escape in double quotes");
            return [];
        }

        var documents = new List<YamlNode>();
        var reader = new YamlReader(file, text, environment, bag);
        try
        {
            reader.ReadStream(documents);
        }
        catch (YamlRefusedException refusal)
        {
            bag.Error(refusal.At, refusal.Path, refusal.Message);
        }
        catch (YamlException syntax)
        {
            var start = reader.Place(syntax.Start);
            var tab = syntax.Message.Contains("tab as indentation", StringComparison.Ordinal) ? IndentingTab.Find(start, text) : null;
            bag.Error(tab ?? start, "", tab is null ? $"not YAML: {syntax.Message.TrimEnd('.')}" : "not YAML: a tab indents this line; indent with spaces");
        }

        return documents;
    }

    private void ReadStream(List<YamlNode> documents)
    {
        while (Advance())
        {
            if (_parser.Current is DocumentStart)
            {
                _anchors.Clear();
                Next();
                var root = Compose(NodePath.Root, 1);
                if (root is not YamlScalar { Type: ScalarType.Null })
                {
                    documents.Add(root);
                }
            }
        }
    }

    private YamlNode Compose(NodePath path, int depth)
    {
        var current = _parser.Current!;
        if (depth > YamlLimits.Depth)
        {
            throw Refuse(current, path, $"nested more than {YamlLimits.Depth} levels deep");
        }

        if (current is AnchorAlias alias)
        {
            return Resolve(alias, path, depth);
        }

        // The parser ends a mapping before the value of its last key in some texts that are no YAML.
        if (current is not NodeEvent begun)
        {
            throw Refuse(current, path, "not a value");
        }

        Count(1, current, path);
        var anchor = begun.Anchor;
        if (!anchor.IsEmpty)
        {
            _anchors[anchor] = null;
        }

        YamlNode node = current switch
        {
            Scalar scalar => ReadScalar(scalar, path),
            SequenceStart sequence => ReadSequence(sequence, path, depth),
            MappingStart mapping => ReadMapping(mapping, path, depth),
            _ => throw Refuse(current, path, "not a value"),
        };
        if (!anchor.IsEmpty)
        {
            _anchors[anchor] = node;
        }

        return node;
    }

    private YamlNode Resolve(AnchorAlias alias, NodePath path, int depth)
    {
        if (!_anchors.TryGetValue(alias.Value, out var node))
        {
            throw Refuse(alias, path, $"there is no anchor &{Echo.Shorten(alias.Value.Value)} before this alias in this document");
        }

        if (node is null)
        {
            throw Refuse(alias, path, $"*{Echo.Shorten(alias.Value.Value)} contains itself");
        }

        if (depth + node.Height - 1 > YamlLimits.Depth)
        {
            throw Refuse(alias, path, $"nested more than {YamlLimits.Depth} levels deep");
        }

        Count(node.Size, alias, path);
        return node;
    }

    private YamlScalar ReadScalar(Scalar scalar, NodePath path)
    {
        CheckTag(scalar, path, "str", "int", "float", "bool", "null");
        var at = Place(scalar.Start);
        var replaced = false;
        var text = _environment is null ? scalar.Value : EnvironmentSubstitution.Apply(scalar.Value, _environment, problem => _bag.Error(at, path, problem), out replaced);
        return new(at, text, scalar.Style == ScalarStyle.Plain, scalar.Tag.IsEmpty ? "" : scalar.Tag.Value, replaced);
    }

    private YamlSequence ReadSequence(SequenceStart start, NodePath path, int depth)
    {
        CheckTag(start, path, "seq");
        var items = new List<YamlNode>();
        Next();
        while (_parser.Current is not SequenceEnd)
        {
            items.Add(Compose(path.Item(items.Count), depth + 1));
            Next();
        }

        return new(Place(start.Start), 1 + items.Sum(i => i.Size), 1 + items.Select(i => i.Height).DefaultIfEmpty().Max(), items);
    }

    private YamlMapping ReadMapping(MappingStart start, NodePath path, int depth)
    {
        CheckTag(start, path, "map");
        var builder = new MappingBuilder(_bag, path);
        Next();
        while (_parser.Current is not MappingEnd)
        {
            if (_parser.Current is not Scalar key)
            {
                throw Refuse(_parser.Current!, path, "a key must be text");
            }

            CheckTag(key, path, "str", "int", "float", "bool", "null");
            var at = Place(key.Start);
            var isMerge = key.Value == "<<" && key.Style == ScalarStyle.Plain;
            Next();
            var value = Compose(path.Key(key.Value), depth + 1);
            Next();
            if (isMerge)
            {
                builder.Merge(value, at);
            }
            else
            {
                builder.Add(new(key.Value, at, value));
            }
        }

        var mapping = builder.Build(Place(start.Start));
        Count(builder.Merged, start, path);
        return mapping;
    }

    private void CheckTag(NodeEvent node, NodePath path, params ReadOnlySpan<string> known)
    {
        if (node.Tag.IsEmpty || node.Tag.IsNonSpecific)
        {
            return;
        }

        foreach (var name in known)
        {
            if (node.Tag.Value == "tag:yaml.org,2002:" + name)
            {
                return;
            }
        }

        throw Refuse(node, path, $"the tag {Echo.Shorten(node.Tag.Value)} is not supported; leave it out");
    }

    private void Count(int nodes, ParsingEvent at, NodePath path)
    {
        _nodes += nodes;
        if (_nodes > YamlLimits.Nodes)
        {
            throw Refuse(at, path, $"more than {YamlLimits.Nodes} values in one file, aliases counted each time");
        }
    }

    private void Next()
    {
        if (!Advance())
        {
            throw new YamlRefusedException(new(_file, 1, 1), "", "the file ends too early");
        }
    }

    /// <summary>Moves to the next event. On some broken text the parser fails with exceptions of its own making, which are syntax errors to the user.</summary>
    private bool Advance()
    {
        try
        {
            return _parser.MoveNext();
        }
        catch (Exception error) when (error is InvalidOperationException or ArgumentException or IndexOutOfRangeException or OverflowException or FormatException)
        {
            var near = _parser.Current is { } last ? Place(last.End) : new Position(_file, 1, 1);
            throw new YamlRefusedException(near, "", "not YAML: what follows cannot be read; look for a bracket or quote that is not closed");
        }
    }

    private YamlRefusedException Refuse(ParsingEvent at, NodePath path, string message) => new(Place(at.Start), path.ToString(), message);

    private Position Place(Mark mark) => new(_file, (int)Math.Max(1, mark.Line), (int)Math.Max(1, mark.Column));
}
