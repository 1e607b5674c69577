using SlaAgent.Core.Contracts;
using SlaAgent.ModelServers.Examples;

namespace SlaAgent.ModelServers.Tests.Examples;

public sealed class NormalisationStepsTests
{
    [Theory]
    [InlineData("The answer is 42.", "42")]
    [InlineData("-3.5e2 or so", "-3.5e2")]
    [InlineData("1,234,567.8 people", "1234567.8")]
    [InlineData("1,2", "1")]
    [InlineData("1,2345", "1")]
    [InlineData("costs .5", ".5")]
    [InlineData("3..4", "3")]
    [InlineData("+7", "+7")]
    public void The_first_number_of_a_text(string text, string number) => Assert.Equal(number, Apply(text, new AnswerNormalisation.FirstNumber()));

    [Fact]
    public void A_text_without_a_number_has_no_prediction() => NoPrediction("many", "the answer has no number", new AnswerNormalisation.FirstNumber());

    [Theory]
    [InlineData("""{"label":"spam"}""", "spam")]
    [InlineData("Here you are:\n```json\n{\"label\": \"spam\"}\n```\nAnything else?", "spam")]
    [InlineData("```\n{\"label\": 3}", "3")]
    [InlineData("""  {"label":["a","b"]} """, """["a","b"]""")]
    public void A_field_of_json_also_within_a_fence(string text, string value) => Assert.Equal(value, Apply(text, new AnswerNormalisation.JsonField("$.label")));

    [Theory]
    [InlineData("spam", "the answer is no JSON")]
    [InlineData("{\"label\":null}", "the answer's JSON has no $.label")]
    [InlineData("{\"class\":1}", "the answer's JSON has no $.label")]
    [InlineData("```json\nspam\n```", "the answer is no JSON")]
    public void Json_that_is_not_there_is_no_prediction(string text, string why) => NoPrediction(text, why, new AnswerNormalisation.JsonField("$.label"));

    [Theory]
    [InlineData("0", "Label: B")]
    [InlineData("1", "B")]
    [InlineData("label", "B")]
    public void A_group_by_name_or_number(string group, string value)
    {
        var pattern = group == "label" ? "Label: (?<label>[A-D])" : "Label: ([A-D])";
        Assert.Equal(value, Apply("… Label: B.", new AnswerNormalisation.RegexGroup(pattern, group)));
    }

    [Fact]
    public void A_text_that_does_not_match_has_no_prediction() =>
        NoPrediction("none", "the answer does not match the pattern", new AnswerNormalisation.RegexGroup("Label: ([A-D])", "1"));

    [Theory]
    [InlineData("[0.1,0.7,0.2]", "1")]
    [InlineData("[5]", "0")]
    [InlineData("[-1,-1,-3]", "0")]
    public void The_place_of_the_largest_number(string text, string place) => Assert.Equal(place, Apply(text, new AnswerNormalisation.ArgMax()));

    [Theory]
    [InlineData("[]")]
    [InlineData("[[0.1,0.9]]")]
    [InlineData("[0.1,\"NaN\"]")]
    [InlineData("0.3")]
    [InlineData("setosa")]
    public void What_is_no_list_of_numbers_has_no_largest(string text) => NoPrediction(text, "the answer is no list of numbers", new AnswerNormalisation.ArgMax());

    [Fact]
    public void Steps_are_taken_in_turn() =>
        Assert.Equal("yes", Apply("```\n{\"a\":\" YES \"}\n```", new AnswerNormalisation.JsonField("$.a"), new AnswerNormalisation.Trim(), new AnswerNormalisation.LowerCase()));

    private static string? Apply(string text, params AnswerNormalisation[] steps) => new NormalisationSteps([.. steps]).Apply(text, out _);

    private static void NoPrediction(string text, string why, AnswerNormalisation step)
    {
        Assert.Null(new NormalisationSteps([step]).Apply(text, out var problem));
        Assert.Equal(why, problem);
    }
}
