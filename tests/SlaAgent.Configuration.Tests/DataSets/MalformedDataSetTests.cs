using System.Text;
using SlaAgent.Core.Contracts;

namespace SlaAgent.Configuration.Tests.DataSets;

/// <summary>Everything that may be wrong with the file itself: each has its line, and says what to do.</summary>
public sealed class MalformedDataSetTests : IDisposable
{
    private const string Csv = "x,y\n1,a\n2,b\n";

    private static readonly byte[] s_utf16 = Encoding.Unicode.GetPreamble();

    private readonly DataSetFile _file = new();

    public static TheoryData<string, byte[], string> Files => new()
    {
        // CSV: its structure.
        { "quote-open.csv", Text("x,y\n1,a\n\"2,b\n3,c\n"), "3: a quote is opened in the example that begins here, and never closed" },
        { "quote-in-field.csv", Text("x,y\n1\" high\",a\n"), "2: 'x' (column 1) holds a quote, but does not begin with one; put the whole field in quotes" },
        { "quote-goes-on.csv", Text("x,y\n\"1\"2,a\n"), "2: 'x' (column 1) goes on behind its closing quote; double the quotes in it" },
        { "too-few.csv", Text("x,y\n1,a\n2\n"), "3: has 1 field where the first line has 2" },
        { "too-many.csv", Text("x,y\n1,a,\n"), "2: has 3 fields where the first line has 2" },
        { "ragged-after-quoted.csv", Text("x,y\n\"1\n\n1\",a\n2\n"), "5: has 1 field where the first line has 2" },
        { "header-twice.csv", Text("x,y,x\n1,a,2\n"), "1: the header names 'x' twice, as columns 1 and 3; give each its own name" },
        { "header-empty.csv", Text(",\n1,a\n"), "1: the header names no column; write names, or say in csv.columns which column is what" },
        { "header-quote.csv", Text("\"x\"z,y\n1,a\n"), "1: column 1 of the header goes on behind its closing quote" },
        { "header-only.csv", Text("x,y\n"), "2: there is no example in it, only what names the columns" },
        { "empty.csv", [], "1: the file is empty; write a header that names the columns" },
        { "mark-only.csv", Text("\uFEFF"), "1: the file is empty" },
        { "blank-lines-only.csv", Text("\r\n\r\n\n"), "1: the file is empty" },
        { "no-label-column.csv", Text("x,Y\n1,a\n"), "1: there is no column 'y'; did you mean 'Y'?" },
        { "no-column.csv", Text("features,y\n1,a\n"), "1: there is no column 'x'; one of: features, y" },
        { "semicolons.csv", Text("x;y\n1;a\n"), "1: there is no column 'x'; " },
        { "label-empty.csv", Text("x,y\n1,a\n2,\n3,c\n"), "3: has no label: 'y' is empty; write the truth, or take the line out" },
        { "label-empty-quoted.csv", Text("x,y\n1,\"\"\n"), "2: has no label" },
        { "number-too-large.csv", Text("x,y\n1e999,a\n"), "2: 'x' (column 1) is larger than any number that a server can hold: 1e999; write a smaller one, or say in csv.types that it is text" },
        { "wide.csv", Text(new string(',', 1_000_000) + "\n"), "1: there are 1000001 columns; at most 100000 are read" },
        { "wide-line.csv", Text("x,y\n" + new string(',', 1_000_000) + "\n"), "2: has 1000001 fields where the first line has 2" },
        { "long-example.csv", Text("x,y\n1,a\n" + new string('1', 1024 * 1024 + 1) + ",b\n"), "3: the example has more than 1048576 characters; shorten it" },
        { "long-quote.csv", Text("x,y\n1,a\n\"2,b\n" + string.Concat(Enumerable.Repeat("3,c\n", 300_000))), "3: the example has more than 1048576 characters; shorten it, or close the quote that is open in it" },

        // What is no text.
        { "nul.csv", Text("x,y\n1,a\n2,\0b\n"), "3: holds a NUL; this is no text file, or it is damaged" },
        { "latin1.csv", Encoding.Latin1.GetBytes("x,y\n1,a\n2,é\n"), "3: is not UTF-8; save the file as UTF-8" },
        { "cut-in-a-character.csv", Text("x,y\n1,é")[..^1], "2: is not UTF-8" },
        { "utf16.csv", [.. s_utf16, .. Encoding.Unicode.GetBytes(Csv)], "1: is UTF-16; save it as UTF-8" },
        { "packed.csv", DataSetFile.Gzip(Text(Csv)), "1: is gzip; end its name in .csv.gz" },
        { "plain.csv.gz", Text(Csv), "1: is not gzip, though its name ends in .gz" },
        { "empty.csv.gz", [], "1: the file is empty" },
        { "cut-off.csv.gz", DataSetFile.Gzip(Random(20_000))[..^2000], "the gzip file is cut off, or made of several; compress it again in one piece" },
        { "no-footer.csv.gz", DataSetFile.Gzip(Text(Csv))[..^8], "4: the gzip file is cut off" },
        { "damaged.csv.gz", Damaged(DataSetFile.Gzip(Random(20_000))), "the gzip data are damaged" },
        { "two.csv.gz", [.. DataSetFile.Gzip(Text(Csv)), .. DataSetFile.Gzip(Text("3,c\n"))], "5: the gzip file is cut off, or made of several" },

        // JSONL.
        { "array.jsonl", Text("[{\"x\":1,\"y\":\"a\"},\n{\"x\":2,\"y\":\"b\"}]\n"), "1: is the beginning of a JSON array rather than an object a line" },
        { "comma-behind.jsonl", Text("{\"x\":1,\"y\":\"a\"},\n"), "1: is not one object of JSON (at byte 16): " },
        { "comma-last.jsonl", Text("{\"x\":1,\"y\":\"a\",}\n"), "1: is not one object of JSON (at byte 16): " },
        { "pretty.jsonl", Text("{\n  \"x\": 1,\n  \"y\": \"a\"\n}\n"), "1: is not one object of JSON (at byte 2): " },
        { "two-in-a-line.jsonl", Text("{\"x\":1,\"y\":\"a\"}{\"x\":1,\"y\":\"a\"}\n"), "1: is not one object of JSON (at byte 16): " },
        { "twice.jsonl", Text("{\"x\":1,\"y\":\"a\"}\n{\"x\":1,\"y\":\"a\",\"x\":2}\n"), "2: is not one object of JSON " },
        { "twice-inside.jsonl", Text("{\"x\":{\"b\":1,\"b\":2},\"y\":\"a\"}\n"), "1: is not one object of JSON " },
        { "deep.jsonl", Text("{\"y\":\"a\",\"x\":" + new string('[', 70) + new string(']', 70) + "}\n"), "1: is not one object of JSON " },
        { "not-finite.jsonl", Text("{\"x\":NaN,\"y\":\"a\"}\n"), "1: is not one object of JSON (at byte 6): " },
        { "text.jsonl", Text("\"x\"\n"), "1: is text; write an object, as {\"y\": …}" },
        { "numbers.jsonl", Text("{\"x\":1,\"y\":\"a\"}\n7\n"), "2: is a number; write an object" },
        { "no-member.jsonl", Text("{\"x\":1,\"y\":\"a\"}\n{\"X\":1,\"y\":\"a\"}\n"), "2: has no 'x'; did you mean 'X'?" },
        { "no-label.jsonl", Text("{\"x\":1}\n"), "1: has no 'y'; " },
        { "label-null.jsonl", Text("{\"x\":1,\"y\":null}\n"), "1: has no label: 'y' is empty" },
        { "too-large.jsonl", Text("{\"x\":1e999,\"y\":1}\n"), "1: 'x' is larger than any number that a server can hold; write it as text" },
        { "latin1.jsonl", Encoding.Latin1.GetBytes("{\"x\":\"é\",\"y\":1}\n"), "1: is not UTF-8; save the file as UTF-8" },
        { "utf16.jsonl", [.. s_utf16, .. Encoding.Unicode.GetBytes("{}")], "1: is UTF-16; save it as UTF-8" },
        { "packed.jsonl", DataSetFile.Gzip(Text("{}")), "1: is gzip; end its name in .jsonl.gz" },
        { "nul.jsonl", Text("{\"x\":1,\"y\":\"a\"}\n\0\0\n"), "2: is not one object of JSON (at byte 1): " },
        { "empty.jsonl", Text("\n \r\n"), "1: there is no example in it; write one object a line" },
        { "long.jsonl", Text("{\"x\":1,\"y\":\"a\"}\n{\"x\":\"" + new string('x', 1024 * 1024) + "\"}\n"), "2: the line has more than 1048576 bytes" },
        { "returns-only.jsonl", Text("{\"x\":1,\"y\":\"a\"}\r{\"x\":2,\"y\":\"b\"}\r"), "1: is not one object of JSON (at byte 17): " },
        { "cut-off.jsonl.gz", DataSetFile.Gzip(Text("{\"x\":1,\"y\":\"a\"}\n{\"x\":1,\"y\":\"a\"}\n"))[..^9], "the gzip file is cut off" },

        // What is no data set.
        { "data.tsv", Text(Csv), "1: the name ends in neither .csv nor .jsonl" },
        { "data.json", Text("{}"), "1: the name ends in neither .csv nor .jsonl" },
    };

    public void Dispose() => _file.Dispose();

    [Theory]
    [MemberData(nameof(Files))]
    public void Has_its_line_and_says_what_to_do(string name, byte[] content, string problem)
    {
        var steps = DataSetFile.Read(new DataSet(_file.Write(name, content), 0, []), "y", "x");
        Assert.Single(steps, step => step.Contains(problem, StringComparison.Ordinal) && step.IndexOf(problem, StringComparison.Ordinal) <= 8);
    }

    [Fact]
    public void Columns_by_number_must_be_there()
    {
        var path = _file.Write("a.csv", "1,2,a\n");
        Assert.Equal(["1: 'f' is column 2-4, but the lines have 3"], DataSetFile.Read(new DataSet(path, 0, [new("f", 2, 4), new("y", 3, 3)]), "y", "f"));
        Assert.Equal(["1: 'y' is column 4, but the lines have 3"], DataSetFile.Read(new DataSet(path, 0, [new("f", 1, 2), new("y", 4, 4)]), "y", "f"));
        Assert.Equal(["1: there is no column 'g'; one of: f, y"], DataSetFile.Read(new DataSet(path, 0, [new("f", 1, 2), new("y", 3, 3)]), "y", "g"));
        Assert.StartsWith("2: there are fewer lines than csv.skip passes over", Assert.Single(DataSetFile.Read(new DataSet(path, 7, []), "y", "f")), StringComparison.Ordinal);
    }

    [Fact]
    public void A_field_must_be_of_the_type_that_is_said()
    {
        var path = _file.Write("a.csv", "x,y\nhigh,a\n{,b\n");
        Assert.Equal("2: 'x' (column 1) is not a number: 'high'; write one as JSON has them, as -1.5 or 2e-3", DataSetFile.Read(new DataSet(path, 0, []) { Types = [new("x", CsvValueType.Number)] }, "y", "x")[0]);
        Assert.Equal("3: 'x' (column 1) is not JSON, though csv.types says so", DataSetFile.Read(new DataSet(path, 0, []) { Types = [new("x", CsvValueType.Json)] }, "y", "x")[1]);
    }

    [Fact]
    public void A_file_that_is_not_there_or_a_folder_is_a_problem_too()
    {
        Directory.CreateDirectory(_file.Write("a", "") + ".csv");
        Assert.Equal(["1: cannot be read: there is no such file"], DataSetFile.Read(new DataSet("/nowhere/a.csv", 0, []), "y", "x"));
        Assert.Equal(["1: cannot be read: access is denied"], DataSetFile.Read(new DataSet(_file.Write("a", "") + ".csv", 0, []), "y", "x"));
    }

    private static byte[] Text(string text) => Encoding.UTF8.GetBytes(text);

    private static byte[] Random(int lines)
    {
        var random = new Random(7);
        return Text("x,y\n" + string.Concat(Enumerable.Range(0, lines).Select(_ => $"{random.NextDouble()},a\n")));
    }

    private static byte[] Damaged(byte[] content)
    {
        content.AsSpan(content.Length / 2, 40).Fill(0xff);
        return content;
    }
}
