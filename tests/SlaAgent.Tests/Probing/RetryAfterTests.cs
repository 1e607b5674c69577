using SlaAgent.Probing;

namespace SlaAgent.Tests.Probing;

public sealed class RetryAfterTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("0", 0)]
    [InlineData(" 120 ", 120)]
    [InlineData("86400", 86400)]
    [InlineData("86401", 86400)]
    [InlineData("99999999999999999999999999", 86400)]
    [InlineData("Mon, 02 Mar 2026 12:00:30 GMT", 30)]
    [InlineData("Monday, 02-Mar-26 12:00:30 GMT", 30)]
    [InlineData("Mon, 02 Mar 2026 11:00:00 GMT", 0)]
    [InlineData("Fri, 01 Jan 2100 00:00:00 GMT", 86400)]
    public void Seconds_and_dates_are_read_and_bounded(string value, int seconds) =>
        Assert.Equal(TimeSpan.FromSeconds(seconds), RetryAfter.Read(value, null, Now));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("soon")]
    [InlineData("-1")]
    [InlineData("1.5")]
    [InlineData("1, 2")]
    public void What_cannot_be_read_says_nothing(string? value) => Assert.Null(RetryAfter.Read(value, null, Now));

    [Fact]
    public void A_date_is_meant_against_the_servers_own_clock() =>
        Assert.Equal(TimeSpan.FromSeconds(20), RetryAfter.Read("Mon, 02 Mar 2026 15:00:30 GMT", "Mon, 02 Mar 2026 15:00:10 GMT", Now));
}
