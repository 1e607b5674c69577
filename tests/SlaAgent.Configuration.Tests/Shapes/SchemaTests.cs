using System.Text.Json;
using System.Text.Json.Nodes;
using SlaAgent.Configuration.Shapes;
using SlaAgent.Configuration.Yaml;

namespace SlaAgent.Configuration.Tests.Shapes;

/// <summary>The reader and the schema agree: on the examples, and on every change of a key in them.</summary>
public sealed class SchemaTests
{
    private static readonly JsonElement s_schema = ReadSchema();

    public static TheoryData<string, int> Examples
    {
        get
        {
            var data = new TheoryData<string, int>();
            foreach (var (file, count) in new[] { ("smallest.yaml", 2), ("full/service.yaml", 1), ("full/agreement.yaml", 1), ("full/agent.yaml", 1) })
            {
                for (var i = 0; i < count; i++)
                {
                    data.Add(file, i);
                }
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Examples))]
    public void Both_accept_the_examples(string file, int index)
    {
        var document = Read(file, index);
        Assert.True(SchemaAccepts(document));
        Assert.Empty(ShapeErrors(document));
    }

    [Theory]
    [MemberData(nameof(Examples))]
    public void Both_refuse_a_misspelt_key_wherever_it_stands_and_the_reader_knows_the_right_one(string file, int index)
    {
        foreach (var (changed, path, key) in Changes(Read(file, index), Misspell))
        {
            if (IsFree(path))
            {
                continue;
            }

            Assert.False(SchemaAccepts(changed), $"the schema accepts {path}");
            Assert.Contains(ShapeErrors(changed), e => e.Contains($"did you mean '{key}'", StringComparison.Ordinal));
        }
    }

    [Theory]
    [MemberData(nameof(Examples))]
    public void Both_decide_the_same_when_a_key_is_left_out_or_has_a_value_of_another_type(string file, int index)
    {
        Func<JsonObject, string, string>[] ways =
        [
            (map, key) => Replace(map, key, null, remove: true),
            (map, key) => Replace(map, key, JsonValue.Create("%%% no value of any kind %%%")),
            (map, key) => Replace(map, key, JsonValue.Create(123456789.5)),
            (map, key) => Replace(map, key, new JsonObject { ["other"] = 1 }),
            (map, key) => Replace(map, key, new JsonArray()),
            (map, key) => Replace(map, key, JsonValue.Create(true)),
        ];
        var compared = 0;
        foreach (var way in ways)
        {
            foreach (var (changed, path, _) in Changes(Read(file, index), way))
            {
                // The schema says less than the reader where only the reader can know: a cron expression, a zone, a pattern, a file.
                var errors = ShapeErrors(changed).Where(e => !KnownOnlyToTheReader(e)).ToList();
                Assert.True(SchemaAccepts(changed) == (errors.Count == 0), $"{path}: schema {SchemaAccepts(changed)}, reader: {string.Join("; ", errors)} in {changed.ToJsonString()}");
                compared++;
            }
        }

        Assert.True(compared > 20);
    }

    [Theory]
    [InlineData("x-shared", true)]
    [InlineData("shared", false)]
    public void Both_leave_keys_free_at_the_top_that_begin_with_x(string key, bool isFree)
    {
        var document = Read("smallest.yaml", 0);
        document[key] = new JsonArray(1, "two");
        Assert.Equal((isFree, isFree), (SchemaAccepts(document), ShapeErrors(document).Count == 0));
    }

    [Fact]
    public void A_value_may_come_from_the_environment_in_the_schema_too()
    {
        var document = Read("smallest.yaml", 0);
        document["spec"]!["probes"]![0]!["interval"] = "${INTERVAL:-5s}";
        Assert.True(SchemaAccepts(document));
    }

    [Fact]
    public void The_schema_has_the_keys_that_the_reader_accepts_and_no_others()
    {
        foreach (var (kind, shape) in Documents.Kinds)
        {
            Compare(shape, s_schema.GetProperty("$defs").GetProperty(kind), kind);
        }
    }

    private static void Compare(ValueShape shape, JsonElement schema, string path)
    {
        if (shape is ListShape list)
        {
            Compare(list.Item, schema.GetProperty("items"), path + "[]");
        }
        else if (shape is OneOrManyShape many)
        {
            var ways = schema.GetProperty("anyOf");
            Compare(many.Item, ways[0], path);
            Compare(new ListShape(many.Item), ways[1], path);
        }
        else if (shape is ObjectShape map)
        {
            Assert.Equal(map.Keys.Select(k => k.Name), schema.GetProperty("properties").EnumerateObject().Select(p => p.Name));
            foreach (var key in map.Keys)
            {
                Compare(key.Value, schema.GetProperty("properties").GetProperty(key.Name), $"{path}.{key.Name}");
            }
        }
    }

    private static JsonElement ReadSchema()
    {
        using var stream = new MemoryStream();
        ConfigurationSchema.Write(stream);
        return JsonDocument.Parse(stream.ToArray()).RootElement;
    }

    private static JsonNode Read(string file, int index)
    {
        var text = File.ReadAllText(TestFolder.Shipped("Examples/" + file));
        return JsonNode.Parse(JsonText.Write(YamlReader.Read(file, text, _ => null, new DiagnosticBag())[index]))!;
    }

    private static bool SchemaAccepts(JsonNode document) => new MiniSchema(s_schema).IsValid(JsonSerializer.SerializeToElement(document));

    private static List<string> ShapeErrors(JsonNode document)
    {
        var bag = new DiagnosticBag();
        var root = YamlReader.Read("document.json", document.ToJsonString(), _ => null, bag)[0];
        var kind = (root as YamlMapping)?.Scalar("kind")?.Text ?? "";
        if (!Documents.Kinds.TryGetValue(kind, out var shape))
        {
            return ["there is no such kind"];
        }

        shape.Check(root, NodePath.Root, new ShapeCheck(bag, [], new ReferencedFiles(), TestFolder.Shipped("Examples/full")));
        return [.. bag.Sorted().Select(d => $"{d.Path}: {d.Message}")];
    }

    private static bool KnownOnlyToTheReader(string error) =>
        error.Contains("there is no file", StringComparison.Ordinal);

    private static bool IsFree(string path) =>
        path.Contains(".labels.", StringComparison.Ordinal) || path.Contains(".except.", StringComparison.Ordinal) || path.Contains(".headers.", StringComparison.Ordinal) || path.Contains(".selector.", StringComparison.Ordinal)
        || path.Contains(".request.", StringComparison.Ordinal) || path.Contains(".prompt.", StringComparison.Ordinal) || path.Contains(".streamed.", StringComparison.Ordinal)
        || path.Contains(".uncached.", StringComparison.Ordinal) || path.Contains(".columns.", StringComparison.Ordinal) || path.Contains(".annotations.", StringComparison.Ordinal)
        || path.EndsWith(".kind", StringComparison.Ordinal);

    private static string Misspell(JsonObject map, string key)
    {
        var value = map[key];
        map.Remove(key);
        map[key + "q"] = value;
        return key;
    }

    private static string Replace(JsonObject map, string key, JsonNode? value, bool remove = false)
    {
        map.Remove(key);
        if (!remove)
        {
            map[key] = value?.DeepClone();
        }

        return key;
    }

    private static IEnumerable<(JsonNode Changed, string Path, string Key)> Changes(JsonNode document, Func<JsonObject, string, string> change)
    {
        var count = Mappings(document, "").Sum(m => m.Map.Count);
        for (var i = 0; i < count; i++)
        {
            var copy = document.DeepClone();
            var (map, path, key) = Mappings(copy, "").SelectMany(m => m.Map.Select(p => (m.Map, m.Path, p.Key))).ElementAt(i);
            change(map, key);
            yield return (copy, $"{path}.{key}", key);
        }
    }

    private static IEnumerable<(JsonObject Map, string Path)> Mappings(JsonNode? node, string path) => node switch
    {
        JsonObject map => map.ToList().SelectMany(p => Mappings(p.Value, $"{path}.{p.Key}")).Prepend((map, path)),
        JsonArray list => list.ToList().SelectMany((item, i) => Mappings(item, $"{path}[{i}]")),
        _ => [],
    };
}
