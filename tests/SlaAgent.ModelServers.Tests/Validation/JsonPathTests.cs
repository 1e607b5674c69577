using System.Text.Json;
using CsCheck;
using SlaAgent.ModelServers.Validation;

namespace SlaAgent.ModelServers.Tests.Validation;

public sealed class JsonPathTests
{
    [Theory]
    [InlineData("$", """{"a":[1,{"b-c":2,"d.e":3,"it's":4}],"ä":5,"\\":6}""")]
    [InlineData("$.a[0]", "1")]
    [InlineData("$.a[-1].b-c", "2")]
    [InlineData("$['a'][1]['d.e']", "3")]
    [InlineData("$.a[1][\"d.e\"]", "3")]
    [InlineData("$.a[1]['it\\'s']", "4")]
    [InlineData("$.ä", "5")]
    [InlineData("$['\\\\']", "6")]
    [InlineData("$.a[2]", null)]
    [InlineData("$.a[-3]", null)]
    [InlineData("$.a.b", null)]
    [InlineData("$.a[0][0]", null)]
    [InlineData("$.A", null)]
    public void A_path_names_one_value_or_none(string text, string? expected)
    {
        using var document = JsonDocument.Parse("""{"a":[1,{"b-c":2,"d.e":3,"it's":4}],"ä":5,"\\":6}""");
        Assert.True(JsonPath.TryParse(text, out var path, out _, out var problem), problem);
        Assert.Equal(expected is not null, path.TryFind(document.RootElement, out var value));
        Assert.Equal(expected, expected is null ? null : value.GetRawText());
    }

    [Theory]
    [InlineData("", 0)]
    [InlineData("a", 0)]
    [InlineData("a.b", 0)]
    [InlineData("$a", 1)]
    [InlineData("$.", 2)]
    [InlineData("$..a", 2)]
    [InlineData("$.a b", 3)]
    [InlineData("$.a.", 4)]
    [InlineData("$[", 2)]
    [InlineData("$[]", 2)]
    [InlineData("$[a]", 2)]
    [InlineData("$[*]", 2)]
    [InlineData("$[-]", 2)]
    [InlineData("$[1", 3)]
    [InlineData("$[1:2]", 3)]
    [InlineData("$[99999999999]", 2)]
    [InlineData("$['a]", 2)]
    [InlineData("$['a'", 5)]
    [InlineData("$['a\\n']", 5)]
    [InlineData("$['a\\", 5)]
    public void A_mistake_is_pointed_at(string text, int position)
    {
        Assert.False(JsonPath.TryParse(text, out var path, out var at, out var problem));
        Assert.Null(path);
        Assert.NotEmpty(problem);
        Assert.Equal(position, at);
    }

    [Fact]
    public void A_path_has_a_bounded_number_of_steps()
    {
        Assert.True(JsonPath.TryParse("$" + string.Concat(Enumerable.Repeat(".a", 64)), out _, out _, out _));
        Assert.False(JsonPath.TryParse("$" + string.Concat(Enumerable.Repeat(".a", 65)), out _, out var at, out _));
        Assert.Equal(129, at);
    }

    [Fact]
    public void Any_text_is_read_or_refused_within_itself() =>
        Gen.String[Gen.Char["$.[]'\"\\-01a ä"], 0, 12].Sample(text =>
        {
            var good = JsonPath.TryParse(text, out _, out var at, out var problem);
            Assert.Equal(good, problem is null);
            Assert.InRange(at, 0, text.Length);
        });
}
