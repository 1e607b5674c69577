using SlaAgent.Core.Contracts;
using SlaAgent.Core.Samples;
using SlaAgent.ModelServers.Exchanges;

namespace SlaAgent.ModelServers.Tests.Readers;

public sealed class PlainReaderTests
{
    [Fact]
    public void Without_expectations_the_status_decides() => Assert.Equal(Outcome.Success, Read("""{"error":"whatever"}""", new()).Outcome);

    [Fact]
    public void Text_is_searched_and_matched_as_written()
    {
        Assert.Equal(Outcome.Success, Read("all is Well", new() { Contains = "is Well", Matches = "^all .* well$|(?i)WELL" }).Outcome);
        var answer = Read("all is well", new() { Contains = "Well" });
        Assert.Equal((Outcome.InvalidResponse, "expected text that contains \"Well\", got \"all is well\""), (answer.Outcome, answer.Detail));
        Assert.Equal("expected text that matches \"^x+$\", got nothing", Read("", new() { Matches = "^x+$" }).Detail);
    }

    [Fact]
    public void A_pattern_that_backtracks_elsewhere_does_not_here() =>
        Assert.Equal(Outcome.InvalidResponse, Read(new string('a', 50_000), new() { Matches = "^(a+)+$b" }).Outcome);

    [Theory]
    [InlineData("$.n", "1", Outcome.Success)]
    [InlineData("$.n", "1.0", Outcome.Success)]
    [InlineData("$.n", "10e-1", Outcome.Success)]
    [InlineData("$.n", "\"1\"", Outcome.InvalidResponse)]
    [InlineData("$.n", "true", Outcome.InvalidResponse)]
    [InlineData("$.o", """{ "b": [1, 2], "a": null }""", Outcome.Success)]
    [InlineData("$.o", """{"a":null,"b":[2,1]}""", Outcome.InvalidResponse)]
    [InlineData("$.o.a", "null", Outcome.Success)]
    [InlineData("$.o.c", "null", Outcome.InvalidResponse)]
    [InlineData("$.s", "\"ä\"", Outcome.Success)]
    [InlineData("$['s']", "\"\\u00e4\"", Outcome.Success)]
    [InlineData("$", "1", Outcome.InvalidResponse)]
    public void Json_is_equal_by_value(string path, string expected, Outcome outcome) =>
        Assert.Equal(outcome, Read("""{"n":1,"o":{"a":null,"b":[1,2.0]},"s":"ä"}""", new() { Json = [new(path, expected)] }).Outcome);

    [Theory]
    [InlineData("0.93", Outcome.Success)]
    [InlineData("0.98", Outcome.Success)]
    [InlineData("0.99", Outcome.InvalidResponse)]
    [InlineData("\"0.93\"", Outcome.InvalidResponse)]
    [InlineData("\"NaN\"", Outcome.InvalidResponse)]
    [InlineData("1e999", Outcome.InvalidResponse)]
    [InlineData("null", Outcome.InvalidResponse)]
    [InlineData("NaN", Outcome.InvalidResponse)]
    public void Near_is_within_the_tolerance_and_never_what_is_no_number(string value, Outcome outcome) =>
        Assert.Equal(outcome, Read($$"""{"p":{{value}}}""", new() { Json = [new("$.p", Near: 0.93, Tolerance: 0.0500001)] }).Outcome);

    [Theory]
    [InlineData("[1,2]", null)]
    [InlineData("[1]", "$.a is an array of 1, expected an array of at least 2 items")]
    [InlineData("\"xy\"", "$.a is of kind string, expected an array of at least 2 items")]
    public void Arrays_have_at_least_so_many_items(string value, string? detail) =>
        Assert.Equal(detail, Read($$"""{"a":{{value}}}""", new() { Json = [new("$.a", MinItems: 2)] }).Detail);

    [Fact]
    public void A_detail_says_what_came_and_what_was_expected_and_is_bounded()
    {
        var longText = new string('x', 1000);
        Assert.Equal("$.a is missing, expected 1", Read("{}", new() { Json = [new("$.a", "1")] }).Detail);
        Assert.Equal("$.a is 2, expected 0.5 ± 0.1", Read("""{"a":2}""", new() { Json = [new("$.a", Near: 0.5, Tolerance: 0.1)] }).Detail);
        var detail = Read($$"""{"a":"{{longText}}"}""", new() { Json = [new("$.a", $"\"{longText}y\"")] }).Detail!;
        Assert.InRange(detail.Length, 50, 200);
        Assert.Contains("…", detail, StringComparison.Ordinal);
    }

    [Fact]
    public void A_string_that_is_not_unicode_equals_nothing_and_never_throws() =>
        Assert.Equal(Outcome.InvalidResponse, Read("""{"a":"\ud800"}""", new() { Json = [new("$.a", "\"x\"")] }).Outcome);

    [Fact]
    public void What_is_expected_to_be_json_and_is_not_says_so() =>
        Assert.Equal("the body is not JSON (line 1, byte 1): hello", Read("hello", new() { Json = [new("$.a", "1")] }).Detail);

    [Fact]
    public void The_shown_text_is_bounded() => Assert.Equal(2048, Read(new string('x', 100_000), new()).Text!.Length);

    private static Answer Read(string body, Expectation expect) => Reading.Reader("http", Reading.Body(expect: expect)).Read(body);
}
