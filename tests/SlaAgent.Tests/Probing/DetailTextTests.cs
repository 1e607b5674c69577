using SlaAgent.Probing;

namespace SlaAgent.Tests.Probing;

public sealed class DetailTextTests
{
    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("two\r\nlines", "two  lines")]
    [InlineData("\u001b[31m\u0000", "\uFFFD[31m\uFFFD")]
    [InlineData("evil\u202Etxt", "evil\uFFFDtxt")]
    [InlineData("key=hunter2!", "key=***!")]
    public void A_detail_is_one_printable_line_without_the_secret(string text, string clean) =>
        Assert.Equal(clean, DetailText.Clean(text, "hunter2"));

    [Fact]
    public void A_long_detail_is_cut_without_splitting_a_character()
    {
        var clean = DetailText.Clean(string.Concat(Enumerable.Repeat("😀", 500)), null)!;

        Assert.True(clean.Length <= DetailText.MaxLength);
        Assert.EndsWith("😀…", clean, StringComparison.Ordinal);
    }
}
