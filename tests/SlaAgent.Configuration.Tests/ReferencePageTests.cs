using System.Text;
using SlaAgent.Configuration.Shapes;

namespace SlaAgent.Configuration.Tests;

/// <summary>The tables of docs/configuration.md are those of the description that the reader checks against.</summary>
public sealed class ReferencePageTests
{
    private const string Begin = "<!-- keys: written from the reader's own description; renew with SLAAGENT_RENEW_DOCS=1 and the tests -->\n";

    [Fact]
    public void The_page_has_every_key_with_its_type_default_and_example() => WrittenPage.Check("docs/configuration.md", Begin, Tables());

    [Fact]
    public void Every_key_is_explained()
    {
        foreach (var (kind, shape) in Documents.Kinds)
        {
            foreach (var (path, key) in Keys(shape, ""))
            {
                Assert.True(key.Doc.EndsWith('.') || key.Doc.EndsWith('…'), $"{kind} {path}: {key.Doc}");
                Assert.True(key.Example.Length > 0 || key.Value is ObjectShape or ListShape or OneOrManyShape, $"{kind} {path} needs an example");
            }
        }
    }

    [Theory]
    [InlineData("docs/configuration.md")]
    [InlineData("docs/consequences.md")]
    [InlineData("docs/model-servers.md")]
    public void The_YAML_on_the_page_is_read_without_an_error(string file)
    {
        var page = File.ReadAllText(Path.Combine(Repository.Root, file));
        var blocks = page.Split("```yaml\n").Skip(1).Select(b => b[..b.IndexOf("```", StringComparison.Ordinal)]).ToList();
        Assert.NotEmpty(blocks);
        using var folder = new TestFolder { Environment = { ["MODEL_URL"] = "http://127.0.0.1:8000" } };
        folder.Write("secrets/token", "x");
        folder.Write("golden.csv", File.ReadAllText(TestFolder.Shipped("Examples/full/secrets/golden.csv")));
        Assert.All(blocks, block => Assert.Empty(folder.Load(block).Diagnostics));
    }

    private static string Tables()
    {
        var text = new StringBuilder();
        foreach (var (kind, shape) in Documents.Kinds)
        {
            text.Append($"\n## kind: {kind}\n\n| key | type | default | example | |\n| --- | --- | --- | --- | --- |\n");
            Append(text, shape, "", []);
        }

        return text.ToString();
    }

    /// <summary>A row for each key. What is written alike in several places has its keys told at the first of them.</summary>
    private static void Append(StringBuilder text, ObjectShape shape, string prefix, Dictionary<ObjectShape, string> told)
    {
        foreach (var key in shape.Keys)
        {
            var path = prefix + key.Name;
            var (below, inner) = Below(key.Value, path);
            var isTold = below is not null && !told.TryAdd(below, path);
            var standing = key.Required ? "**required**" : Cell(key.Default);
            var alike = isTold ? $" Keys as of `{told[below!]}`." : "";
            text.Append($"| `{path}` | {Cell(key.Value.TypeName)} | {standing} | {(key.Example.Length == 0 ? "" : $"`{Cell(key.Example)}`")} | {Cell(key.Doc)}{alike}{(key.Later ? " *Not in this version.*" : "")} |\n");
            if (below is not null && !isTold)
            {
                Append(text, below, inner + ".", told);
            }
        }
    }

    private static (ObjectShape? Shape, string Path) Below(ValueShape value, string path) => value switch
    {
        ObjectShape map => (map, path),
        ListShape list => Below(list.Item, path + "[]"),
        OneOrManyShape many => Below(many.Item, path),
        _ => (null, path),
    };

    private static string Cell(string text) => text.Replace("|", "\\|", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal);

    private static IEnumerable<(string Path, KeyShape Key)> Keys(ObjectShape shape, string prefix) =>
        shape.Keys.SelectMany(key => Nested(key.Value, prefix + key.Name).Prepend((prefix + key.Name, key)));

    private static IEnumerable<(string Path, KeyShape Key)> Nested(ValueShape value, string path) => value switch
    {
        ObjectShape map => Keys(map, path + "."),
        ListShape list => Nested(list.Item, path + "[]"),
        OneOrManyShape many => Nested(many.Item, path),
        EitherShape either => Nested(either.Mapping, path),
        _ => [],
    };
}
