using System.Buffers;
using System.Text;
using System.Text.Json;
using CsCheck;
using SlaAgent.Core.Contracts;
using SlaAgent.Core.DataSets;

namespace SlaAgent.Core.Tests.DataSets;

public sealed class RequestTemplateTests
{
    private static readonly Dictionary<string, string> s_values = new()
    {
        ["n"] = "-1.50", ["t"] = "\"a \\\"b\\\" \\u00e9\\n\"", ["none"] = "null", ["yes"] = "true", ["run"] = "[1,\"x\\\"\"]", ["a b"] = "\"blank\"",
    };

    [Theory]
    [InlineData("""{"data":"{{run}}"}""", """{"data":[1,"x\""]}""")]
    [InlineData("""{"x":["{{n}}",{"y":"{{ t }}"}],"z":1.0}""", """{"x":[-1.50,{"y":"a \"b\" \u00e9\n"}],"z":1.0}""")]
    [InlineData("""{"q":"Is {{n}} {{yes}}?"}""", """{"q":"Is -1.50 true?"}""")]
    [InlineData("""{"q":"say: {{t}}, {{none}}, {{run}}."}""", """{"q":"say: a \"b\" \u00e9\n, , [1,\"x\\\"\"]."}""")]
    [InlineData("""{"q":"{{n}}{{n}}","p":" {{n}}"}""", """{"q":"-1.50-1.50","p":" -1.50"}""")]
    [InlineData("""{"q":"{{{{n}}","p":"{{{{","o":"a}}b"}""", """{"q":"{{n}}","p":"{{","o":"a}}b"}""")]
    [InlineData("""{"a b":"{{a b}}","é\"":"é\"","b":true,"c":null,"d":[],"e":{}}""", """{"a b":"blank","é\"":"é\"","b":true,"c":null,"d":[],"e":{}}""")]
    public void A_body_has_values_as_JSON_and_inside_texts_as_text(string body, string expected)
    {
        var written = Write(RequestTemplate.OfBody(body, out _)!);
        Assert.True(JsonElement.DeepEquals(JsonDocument.Parse(expected).RootElement, JsonDocument.Parse(written).RootElement), written);
        Assert.Contains("-1.5", expected.Contains("-1.5", StringComparison.Ordinal) ? written : "-1.5", StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{{t}}", "a \"b\" é\n")]
    [InlineData("Q: {{n}}{{none}} {{yes}} {{run}} \"é\"", "Q: -1.50 true [1,\"x\\\"\"] \"é\"")]
    [InlineData("{{{{n}} is {{n}}", "{{n}} is -1.50")]
    [InlineData("{ {n} }", "{ {n} }")]
    public void A_prompt_has_them_as_text(string prompt, string expected) => Assert.Equal(expected, Write(RequestTemplate.OfText(prompt, out _)!));

    [Theory]
    [InlineData("{\"a\":\"{{n\"}", "has {{ without }} behind it")]
    [InlineData("{\"a\":\"{{ }}\"}", "names no column between {{ and }}")]
    [InlineData("{\"a\":[{\"{{n}}\":1}]}", "the name '{{n}}' holds {{")]
    [InlineData("{\"a\":", "not JSON")]
    public void What_cannot_be_filled_in_is_a_problem(string body, string problem)
    {
        Assert.Null(RequestTemplate.OfBody(body, out var found));
        Assert.StartsWith(problem, found, StringComparison.Ordinal);
    }

    [Fact]
    public void Each_column_is_named_once_in_the_order_met()
    {
        Assert.Equal(["b", "a"], RequestTemplate.OfBody("""{"x":"{{b}}","y":"{{a}} {{b}}"}""", out _)!.Columns);
        Assert.Equal(["q"], RequestTemplate.Of(new ProbeRequest.Inference { Prompt = "{{q}}?" }, out _)!.Columns);
        Assert.Equal(["f"], RequestTemplate.Of(new ProbeRequest.Inference { Bodies = ["""{"d":"{{f}}"}"""] }, out _)!.Columns);
    }

    [Fact]
    public void Any_text_goes_through_a_body_and_a_prompt_unharmed() =>
        Gen.Select(Gen.String, Gen.String[Gen.Char["ab{} \"\\é\n"], 0, 8], Gen.String[Gen.Char["ab} \"\\é\n"], 0, 8]).Sample((value, before, after) =>
        {
            value = value.Replace('\uFFFE', ' ');
            var (front, back) = (before.Replace("{", "{ ", StringComparison.Ordinal), after);
            if (!IsWhole(value))
            {
                return;
            }

            var example = new Example(0, 1, "l", null, JsonSerializer.SerializeToUtf8Bytes(value), [JsonSerializer.SerializeToUtf8Bytes(value).Length]);
            Assert.Equal(front + value + back, RequestTemplate.OfText(front + "{{v}}" + back, out _)!.Write(example));
            var body = JsonSerializer.Serialize(new[] { "{{v}}", front + "{{v}}" + back });
            Assert.Equal([value, front + value + back], JsonSerializer.Deserialize<string[]>(RequestTemplate.OfBody(body, out _)!.Write(example))!);
        });

    [Fact]
    public void Writing_allocates_nothing()
    {
        var template = RequestTemplate.OfBody("""{"inputs":[{"name":"x","data":"{{run}}"}],"q":"is {{t}} {{run}} {{n}}"}""", out _)!;
        var example = Example(template.Columns);
        var buffer = new ArrayBufferWriter<byte>(4096);
        template.Write(example, buffer);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++)
        {
            buffer.ResetWrittenCount();
            template.Write(example, buffer);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static bool IsWhole(string text) => text.EnumerateRunes().All(rune => rune.Value != 0xFFFD);

    private static string Write(RequestTemplate template) => template.Write(Example(template.Columns));

    private static Example Example(IReadOnlyList<string> columns)
    {
        var json = new List<byte>();
        var ends = new List<int>();
        foreach (var column in columns)
        {
            json.AddRange(Encoding.UTF8.GetBytes(s_values[column]));
            ends.Add(json.Count);
        }

        return new(0, 1, "label", null, [.. json], [.. ends]);
    }
}
