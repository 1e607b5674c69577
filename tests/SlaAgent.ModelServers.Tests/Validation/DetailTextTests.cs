using System.Text;
using CsCheck;
using SlaAgent.ModelServers.Validation;

namespace SlaAgent.ModelServers.Tests.Validation;

public sealed class DetailTextTests
{
    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("  two\r\n\tlines \n", "two lines")]
    [InlineData("a\0b\u001b[31mc", "a b [31mc")]
    [InlineData("a\u202eb\u2028c\u200bd", "a b c d")]
    [InlineData("", "")]
    [InlineData("\n\n", "")]
    public void Text_becomes_one_clean_line(string text, string expected) => Assert.Equal(expected, DetailText.Clean(text));

    [Fact]
    public void Bytes_that_are_no_utf8_are_replaced() => Assert.Equal("a\uFFFDb", DetailText.Clean([(byte)'a', 0xFF, (byte)'b']));

    [Fact]
    public void Long_text_is_cut_between_characters()
    {
        Assert.Equal(new string('x', 200), DetailText.Clean(new string('x', 200)));
        Assert.Equal(new string('x', 199) + "…", DetailText.Clean(new string('x', 201)));
        Assert.Equal(new string('x', 198) + "…", DetailText.Clean(new string('x', 198) + "😀😀"));
    }

    [Fact]
    public void Whatever_comes_the_line_is_bounded_clean_and_valid() =>
        Gen.OneOf(Gen.String[0, 500], Gen.Byte.Array[0, 500].Select(Encoding.Latin1.GetString)).Sample(text =>
        {
            var line = DetailText.Clean(text);
            Assert.InRange(line.Length, 0, DetailText.MaxLength);
            Assert.DoesNotContain(line, char.IsControl);
            Assert.Equal(line, Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(line)));
            Assert.Equal(line, DetailText.Clean(line));
        });
}
