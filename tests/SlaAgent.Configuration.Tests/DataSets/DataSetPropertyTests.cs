using System.Text;
using System.Text.Json;
using CsCheck;
using SlaAgent.Configuration.DataSets;
using SlaAgent.Core.Contracts;

namespace SlaAgent.Configuration.Tests.DataSets;

public sealed class DataSetPropertyTests : IDisposable
{
    private static readonly Gen<string> s_end = OneOf("\n", "\r\n", "\r");

    private static readonly Gen<string> s_field = Gen.String[Gen.Char["ab \"',;\r\n1.0é€\uD83D"], 0, 12].Select(t => t.Replace("\uD83D", "\U0001F600", StringComparison.Ordinal));

    private readonly DataSetFile _file = new();
    private int _files;

    public void Dispose() => _file.Dispose();

    [Fact]
    public void What_a_correct_writer_wrote_reads_back_with_the_lines_it_stands_on() =>
        Gen.Select(Gen.Select(s_field, s_field, Gen.Bool).Array[1, 60], s_end, Gen.Int[0, 3]).Sample((rows, end, skip) =>
        {
            var text = new StringBuilder(string.Concat(Enumerable.Repeat("a \"note" + end, skip))).Append("x,y").Append(end);
            var expected = new List<string>();
            foreach (var (x, z, quoteAll) in rows)
            {
                expected.Add($"{1 + Lines(text.ToString())}: {"a" + z + "a"} | {JsonSerializer.Serialize(x, s_relaxed)}");
                text.Append(Field(x, quoteAll)).Append(',').Append(Field("a" + z + "a", quoteAll)).Append(end);
            }

            var dataSet = new DataSet(Write("a.csv", text.ToString()), skip, []) { Types = [new("x", CsvValueType.Text), new("y", CsvValueType.Text)] };
            Assert.Equal(expected, DataSetFile.Read(dataSet, "y", "x"));
        }, iter: 400);

    [Fact]
    public void Any_bytes_give_examples_or_problems() =>
        Gen.Select(Gen.Byte.Array[0, 300], OneOf("a.csv", "a.jsonl", "a.csv.gz", "a.jsonl.gz"), Gen.Int[0, 2]).Sample((bytes, name, skip) => Survives(name, bytes, skip), iter: 600);

    [Fact]
    public void Any_characters_of_the_formats_give_examples_or_problems() =>
        Gen.Select(Gen.String[Gen.Char["xy1,\"\r\n {}[]:a\\\0e"], 0, 120], OneOf("a.csv", "a.jsonl"), Gen.Int[0, 2])
            .Sample((text, name, skip) => Survives(name, Encoding.UTF8.GetBytes("x,y\n" + text), skip), iter: 2000);

    [Fact]
    public void A_whole_file_is_read_the_same_however_its_pieces_fall()
    {
        // Fields of every length before it, so that each boundary of a buffer falls into each place of a record once.
        var tail = "\"q\"\"q\r\n€\U0001F600\",a\r\n2,b\r\n";
        for (var length = 16 * 1024 - 40; length < 16 * 1024 + 8; length++)
        {
            var pad = new string('p', length);
            var steps = _file.Read("a.csv", "x,y\r\n" + pad + ",p\r\n" + tail, "y", "x");
            Assert.Equal([$"2: p | \"{pad}\"", "3: a | \"q\\\"q\\r\\n€\\uD83D\\uDE00\"", "5: b | 2"], steps);
        }

        for (var length = 64 * 1024 - 40; length < 64 * 1024 + 8; length++)
        {
            var pad = new string('p', length);
            Assert.Equal([$"1: p | \"{pad}\"", "2: a | \"€\""], _file.Read("a.jsonl", $"{{\"x\":\"{pad}\",\"y\":\"p\"}}\n{{\"x\":\"€\",\"y\":\"a\"}}", "y", "x"));
        }
    }

    private static readonly JsonSerializerOptions s_relaxed = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static Gen<string> OneOf(params string[] values) => Gen.OneOf([.. values.Select(Gen.Const)]);

    private static string Field(string value, bool quote) =>
        quote || value.AsSpan().IndexOfAny(",\"\r\n") >= 0 ? $"\"{value.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : value;

    private static int Lines(string text) => text.Replace("\r\n", "\n", StringComparison.Ordinal).Count(c => c is '\n' or '\r');

    /// <summary>A file of its own: samples are tried in parallel.</summary>
    private string Write(string name, byte[] content) => _file.Write(Interlocked.Increment(ref _files) + name, content);

    private string Write(string name, string content) => Write(name, Encoding.UTF8.GetBytes(content));

    private void Survives(string name, byte[] content, int skip)
    {
        using var reader = DataSetReader.Open(new DataSet(Write(name, content), skip, []), ["x"], "y", null);
        var last = 0L;
        while (reader.Read())
        {
            Assert.True(reader.Current is null != reader.Problem is null);
            var line = reader.Problem?.Line ?? reader.Current!.Line;
            Assert.True(line > last, $"{line} after {last}");
            last = line;
            if (reader.Current is { } example)
            {
                Assert.NotEmpty(example.Label);
                JsonDocument.Parse(example.Json(0).ToArray()).Dispose();
            }
        }

        Assert.Equal(reader.IsComplete, reader.Problem is null);
        Assert.Equal(reader.IsComplete, reader.Hash is not null);
        Assert.False(reader.Read());
    }
}
