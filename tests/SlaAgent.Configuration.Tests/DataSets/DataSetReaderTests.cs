using System.Security.Cryptography;
using System.Text;
using SlaAgent.Configuration.DataSets;
using SlaAgent.Core.Contracts;

namespace SlaAgent.Configuration.Tests.DataSets;

public sealed class DataSetReaderTests : IDisposable
{
    private readonly DataSetFile _file = new();

    public void Dispose() => _file.Dispose();

    [Fact]
    public void A_field_of_CSV_is_what_it_looks_like()
    {
        var steps = _file.Read("a.csv", "x,y\n1.50,a\n007,a\n1e5,a\nNaN,a\n,a\n\"\",a\n true ,a\nfalse,a\n+1,a\n\"a \"\"b\"\",\r\nc\",a\n é ,a\n\"2\",a\n", "y", "x");
        Assert.Equal(
            [
                "2: a | 1.50", "3: a | \"007\"", "4: a | 1e5", "5: a | \"NaN\"", "6: a | null", "7: a | \"\"", "8: a | true", "9: a | false", "10: a | \"+1\"",
                "11: a | \"a \\\"b\\\",\\r\\nc\"", "13: a | \" é \"", "14: a | 2",
            ],
            steps);
    }

    [Fact]
    public void Unless_its_type_is_said()
    {
        var path = _file.Write("a.csv", "zip,n,j,y\n01069,1,\"[1, 2]\",1.0\n,-2.5,null,1\n");
        var dataSet = new DataSet(path, 0, []) { Types = [new("zip", CsvValueType.Text), new("n", CsvValueType.Number), new("j", CsvValueType.Json), new("y", CsvValueType.Text)] };
        Assert.Equal(["2: 1.0 | \"01069\" | 1 | [1, 2]", "3: 1 | \"\" | -2.5 | null"], DataSetFile.Read(dataSet, "y", "zip", "n", "j"));
    }

    [Fact]
    public void Columns_can_be_named_by_their_numbers_and_runs_of_them_are_arrays()
    {
        var path = _file.Write("a.csv", "569,30,\"malignant\n1.5,2,a,0\n,4,b,1\n");
        var dataSet = new DataSet(path, 1, [new("features", 1, 2), new("kind", 3, 3), new("diagnosis", 4, 4)]);
        Assert.Equal(["2: 0 | [1.5,2] | \"a\"", "3: 1 | [null,4] | \"b\""], DataSetFile.Read(dataSet, "diagnosis", "features", "kind"));
    }

    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    [InlineData("\r")]
    public void Lines_may_end_in_any_way_and_blank_ones_are_none(string end)
    {
        var content = string.Join(end, "note", "x,y", "", "1,a", "\"2", "3\",b", "", "4,c");
        var path = _file.Write("a.csv", "\uFEFF" + content);
        Assert.Equal(["4: a | 1", $"5: b | \"2{end.Replace("\r", "\\r").Replace("\n", "\\n")}3\"", "8: c | 4"], DataSetFile.Read(new DataSet(path, 1, []), "y", "x"));
    }

    [Fact]
    public void The_real_file_is_read_as_it_is_described()
    {
        var path = Path.Combine(Repository.Root, "src/SlaAgent.DemoServer/Classification/breast_cancer.csv");
        var steps = DataSetFile.Read(new DataSet(path, 1, [new("features", 1, 30), new("diagnosis", 31, 31)]), "diagnosis", "features");
        Assert.Equal(569, steps.Count);
        Assert.StartsWith("2: 0 | [17.99,10.38,122.8,1001,0.1184,", steps[0], StringComparison.Ordinal);
        Assert.EndsWith(",0.4601,0.1189]", steps[0], StringComparison.Ordinal);
    }

    [Fact]
    public void A_line_of_JSONL_is_an_object_whose_members_are_columns_as_they_are()
    {
        var steps = _file.Read("a.jsonl", "{\"q\": \"Wie \\u00e4hnlich?\", \"a\": 1.0}\r\n\n  {\"a\":\"x\",\"q\":{\"b\":[1, 2]}}", "a", "q");
        Assert.Equal(["1: 1 | \"Wie \\u00e4hnlich?\"", "3: x | {\"b\":[1, 2]}"], steps);
    }

    [Fact]
    public void A_label_is_the_text_of_a_field_or_the_canonical_text_of_a_value()
    {
        Assert.Equal(["1: 1.5 | ", "2: true | ", "3: {\"a\":[1],\"b\":2} | ", "4:  a | "], _file.Read("a.jsonl", "{\"y\":1.50}\n{\"y\":true}\n{\"y\":{\"b\":2.0, \"a\": [1]}}\n{\"y\":\" a\"}", "y"));
        Assert.Equal(["2: 1.50 | ", "3: a b | ", "4:  c | "], _file.Read("a.csv", "y\n1.50\n a b \n\" c\"", "y"));
    }

    [Theory]
    [InlineData("a.csv", "x,,y\n1,2,3\n", "x y")]
    [InlineData("a.jsonl", "\n{\"x\":1,\"y\":{\"z\":1}}\n{\"b\":1}\n", "x y")]
    [InlineData("b.csv", "x,x\n1,2\n", null)]
    [InlineData("b.csv", "", null)]
    [InlineData("b.jsonl", "[1]\n", null)]
    [InlineData("b.txt", "x,y\n1,2\n", null)]
    public void The_names_of_columns_can_be_asked_for(string name, string content, string? names) =>
        Assert.Equal(names?.Split(' '), DataSetReader.Names(new DataSet(_file.Write(name, content), 0, [])));

    [Fact]
    public void An_example_can_have_a_name()
    {
        using var reader = DataSetReader.Open(new DataSet(_file.Write("a.jsonl", "{\"a\":1,\"n\":7.0}\n"), 0, []), [], "a", "n");
        Assert.True(reader.Read());
        Assert.Equal(("7", 0, 0L), (reader.Current!.Id, reader.Current.Count, reader.Current.Index));
    }

    [Theory]
    [InlineData("a.csv", "x,y\n1,a\n")]
    [InlineData("a.jsonl", "{\"x\":1,\"y\":\"a\"}\n")]
    public void Compressed_is_the_same_with_the_hash_of_the_file_on_disk(string name, string content)
    {
        var packed = DataSetFile.Gzip(Encoding.UTF8.GetBytes(content));
        foreach (var (file, bytes) in new[] { (name, Encoding.UTF8.GetBytes(content)), (name + ".gz", packed) })
        {
            using var reader = DataSetReader.Open(new DataSet(_file.Write(file, bytes), 0, []), ["x"], "y", null);
            Assert.True(reader.Read());
            Assert.Null(reader.Hash);
            Assert.Equal("a", reader.Current!.Label);
            Assert.False(reader.Read());
            Assert.True(reader.IsComplete, reader.Problem?.ToString());
            Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(bytes)), reader.Hash);
        }
    }

    [Fact]
    public void After_a_wrong_line_the_others_are_still_read()
    {
        var steps = _file.Read("a.csv", "x,y\n1,a,2\n1,a\n1\n2,\n3,b\n", "y", "x");
        Assert.Equal(["2", "3", "4", "5", "6"], steps.Select(s => s[..1]));
        Assert.Equal([3], steps.Index().Where(s => s.Item.Contains("has no label", StringComparison.Ordinal)).Select(s => s.Index));
    }
}
