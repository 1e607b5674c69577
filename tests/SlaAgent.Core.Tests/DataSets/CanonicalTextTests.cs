using System.Globalization;
using System.Text;
using System.Text.Json;
using CsCheck;
using SlaAgent.Core.DataSets;

namespace SlaAgent.Core.Tests.DataSets;

public sealed class CanonicalTextTests
{
    [Theory]
    [InlineData("1", "1")]
    [InlineData("1.0", "1")]
    [InlineData("10e-1", "1")]
    [InlineData("-0.0", "0")]
    [InlineData("0e999999999999999999999", "0")]
    [InlineData("-1.50E+2", "-150")]
    [InlineData("0.000001", "0.000001")]
    [InlineData("0.0000001", "1e-7")]
    [InlineData("123e-9", "1.23e-7")]
    [InlineData("100000000000000000000", "100000000000000000000")]
    [InlineData("1e21", "1e21")]
    [InlineData("12345678901234567890.12345678901234567890", "12345678901234567890.1234567890123456789")]
    [InlineData("true", "true")]
    [InlineData("null", null)]
    [InlineData("\"1.0\"", "1.0")]
    [InlineData("\" \\u00e9\"", " é")]
    [InlineData("[ 1.0, {\"b\":null, \"a\":\"x\"} ]", "[1,{\"a\":\"x\",\"b\":null}]")]
    public void Values_that_are_equal_have_one_text(string json, string? text)
    {
        Assert.Equal(text, CanonicalText.Of(Encoding.UTF8.GetBytes(json)));
        using var document = JsonDocument.Parse(json);
        Assert.Equal(text, CanonicalText.Of(document.RootElement));
    }

    [Fact]
    public void Numerals_of_the_same_value_have_the_same_text_and_of_others_another() =>
        Gen.Select(Gen.Int, Gen.Int[-30, 30], Gen.Int[-30, 30], Gen.Int[0, 9]).Sample((number, exponent, shift, other) =>
        {
            var zeros = new string('0', Math.Abs(shift));
            var same = shift >= 0
                ? string.Create(CultureInfo.InvariantCulture, $"{number}{zeros}e{exponent - shift}")
                : string.Create(CultureInfo.InvariantCulture, $"{number}.{zeros}e{exponent}");
            var text = CanonicalText.OfNumber(string.Create(CultureInfo.InvariantCulture, $"{number}e{exponent}"));
            Assert.Equal(text, CanonicalText.OfNumber(same));
            Assert.Equal(text, CanonicalText.OfNumber(text));
            Assert.Equal(double.Parse(text, CultureInfo.InvariantCulture), double.Parse(same, CultureInfo.InvariantCulture));
            Assert.Equal(other == 0, text == CanonicalText.OfNumber(string.Create(CultureInfo.InvariantCulture, $"{number + (long)other}e{exponent}")));
        });
}
