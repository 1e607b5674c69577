using CsCheck;
using SlaAgent.Configuration.Yaml;

namespace SlaAgent.Configuration.Tests.Yaml;

public sealed class NearestNameTests
{
    [Theory]
    [InlineData("kserve-v3", null)]
    [InlineData("kserve-v11", "kserve-v1")]
    [InlineData("vlm", "vllm")]
    [InlineData("nothing", null)]
    public void Of_two_that_are_as_near_neither_is_certain(string wrong, string? right) =>
        Assert.Equal(right, NearestName.OnlyOne(wrong, ["kserve-v1", "kserve-v2", "vllm"]));

    private static readonly string[] s_names = ["interval", "timeout", "health", "inference", "schedule", "name"];

    [Theory]
    [InlineData("intervall", "interval")]
    [InlineData("intreval", "interval")]
    [InlineData("Timeout", "timeout")]
    [InlineData("nmae", "name")]
    public void A_misspelling_finds_what_was_meant(string wrong, string right) => Assert.Equal(right, NearestName.Of(wrong, s_names));

    [Theory]
    [InlineData("zzzzzz")]
    [InlineData("")]
    public void What_is_like_nothing_finds_nothing(string wrong) => Assert.Null(NearestName.Of(wrong, s_names));

    [Fact]
    public void One_changed_letter_always_finds_a_name_as_near() =>
        Gen.Select(Gen.OneOf(s_names.Select(Gen.Const).ToArray()), Gen.Int[0, 20], Gen.Char.AlphaNumeric).Sample((name, at, letter) =>
        {
            var wrong = name.ToCharArray();
            wrong[at % wrong.Length] = letter;
            return NearestName.Of(new(wrong), s_names) is not null;
        });

    [Fact]
    public void The_distance_is_the_same_both_ways_and_zero_only_for_the_same() =>
        Gen.Select(Gen.String[Gen.Char["abc"], 0, 6], Gen.String[Gen.Char["abc"], 0, 6]).Sample((a, b) =>
            NearestName.Distance(a, b) == NearestName.Distance(b, a) && NearestName.Distance(a, b) == 0 == (a == b));
}
