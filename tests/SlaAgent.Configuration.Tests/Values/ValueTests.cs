using CsCheck;
using SlaAgent.Configuration.Values;

namespace SlaAgent.Configuration.Tests.Values;

public sealed class ValueTests
{
    [Theory]
    [InlineData("300ms", 300)]
    [InlineData("5s", 5_000)]
    [InlineData("1m30s", 90_000)]
    [InlineData("1h2m3s4ms", 3_723_004)]
    [InlineData("30d", 2_592_000_000)]
    [InlineData("0s", 0)]
    public void A_duration_is_a_sum_of_units(string text, long milliseconds)
    {
        Assert.True(Durations.TryParse(text, out var value));
        Assert.Equal(milliseconds, value.TotalMilliseconds);
        Assert.Matches(Durations.Pattern, text);
    }

    [Theory]
    [InlineData("")]
    [InlineData("5")]
    [InlineData("-5s")]
    [InlineData("1.5s")]
    [InlineData("5 s")]
    [InlineData("5S")]
    [InlineData("30s1m")]
    [InlineData("1s1s")]
    [InlineData("NaN")]
    [InlineData("inf")]
    [InlineData("5sec")]
    [InlineData("99999999999999d")]
    [InlineData("10675200d")]
    [InlineData("٣s")]
    public void Anything_else_is_no_duration(string text)
    {
        Assert.False(Durations.TryParse(text, out _));
        Assert.DoesNotMatch(Durations.Pattern, text);
    }

    [Fact]
    public void A_duration_reads_back_as_it_was_written() =>
        Gen.Long[0, 315_360_000_000].Select(TimeSpan.FromMilliseconds).Sample(value =>
            Durations.TryParse(Durations.Format(value), out var back) && back == value);

    [Fact]
    public void A_ratio_reads_back_exactly() =>
        Gen.Int[0, 1_000_000].Select(n => n / 1_000_000m).Sample(value =>
            Ratios.TryParse(Ratios.Format(value), out var back) && back == value);

    [Theory]
    [InlineData("99.9%", "0.999")]
    [InlineData("0.999", "0.999")]
    [InlineData("99.9999999%", "0.999999999")]
    [InlineData("0", "0")]
    [InlineData("1", "1")]
    public void A_ratio_is_exact_in_both_forms(string text, string expected)
    {
        Assert.True(Ratios.TryParse(text, out var value));
        Assert.Equal(decimal.Parse(expected, System.Globalization.CultureInfo.InvariantCulture), value);
    }

    [Theory]
    [InlineData("NaN")]
    [InlineData(".inf")]
    [InlineData("-0.5")]
    [InlineData("1e-3")]
    [InlineData("99,9%")]
    [InlineData("%")]
    [InlineData("")]
    public void Anything_else_is_no_ratio(string text) => Assert.False(Ratios.TryParse(text, out _));

    [Fact]
    public void A_size_reads_back_as_it_was_written() =>
        Gen.Long[0, long.MaxValue / 2048].Sample(value => Sizes.TryParse(Sizes.Format(value), out var back) && back == value);

    [Theory]
    [InlineData("64KiB", 65_536)]
    [InlineData("1MiB", 1_048_576)]
    [InlineData("500KB", 500_000)]
    [InlineData("7B", 7)]
    public void A_size_counts_thousands_or_1024s(string text, long bytes)
    {
        Assert.True(Sizes.TryParse(text, out var value));
        Assert.Equal(bytes, value);
    }

    [Theory]
    [InlineData("20/s", 72_000)]
    [InlineData("100/m", 6_000)]
    [InlineData("1.5/s", 5_400)]
    [InlineData("5/h", 5)]
    public void A_rate_is_exact_by_the_hour(string text, double perHour)
    {
        Assert.True(Rates.TryParse(text, out var value));
        Assert.Equal((decimal)perHour, value.PerHour);
        Assert.True(Rates.TryParse(Rates.Format(value), out var back) && back == value);
    }

    [Theory]
    [InlineData("$")]
    [InlineData("$.outputs[0].data[-1]")]
    [InlineData("$['a b'].c")]
    public void A_JSON_path_goes_by_names_and_indices(string text)
    {
        Assert.True(JsonPaths.IsValid(text));
        Assert.Matches(JsonPaths.Pattern, text);
    }

    [Theory]
    [InlineData("")]
    [InlineData("outputs")]
    [InlineData("$..a")]
    [InlineData("$.a[")]
    [InlineData("$[*]")]
    [InlineData("$.")]
    [InlineData("$['a]")]
    [InlineData("$['a\\']")]
    public void Anything_else_is_no_JSON_path(string text)
    {
        Assert.False(JsonPaths.IsValid(text));
        Assert.DoesNotMatch(JsonPaths.Pattern, text);
    }

    [Fact]
    public void A_JSON_path_is_valid_exactly_when_its_pattern_matches() =>
        Gen.String[Gen.Char["$.['a]0-b "], 0, 12].Sample(text => JsonPaths.IsValid(text) == System.Text.RegularExpressions.Regex.IsMatch(text, JsonPaths.Pattern));

    [Fact]
    public void A_JSON_path_has_no_more_steps_than_a_body_has_levels()
    {
        Assert.True(JsonPaths.IsValid("$" + string.Concat(Enumerable.Repeat(".a", 64))));
        Assert.False(JsonPaths.IsValid("$" + string.Concat(Enumerable.Repeat(".a", 65))));
    }

    [Fact]
    public void A_JSON_path_of_many_values_is_valid_exactly_when_its_pattern_matches() =>
        Gen.String[Gen.Char["$.['a]0-*b "], 0, 12].Where(text => !text.Contains('\'')).Sample(text =>
            JsonPaths.IsValidForMany(text) == System.Text.RegularExpressions.Regex.IsMatch(text, JsonPaths.ManyPattern));

    [Theory]
    [InlineData("/", true)]
    [InlineData("/v1/models/{model}[/versions/{version}]:predict", true)]
    [InlineData("/{name}", false)]
    [InlineData("/{model", false)]
    [InlineData("/a[b", false)]
    [InlineData("/a]b[", false)]
    [InlineData("/[a][b]", false)]
    [InlineData("a", false)]
    [InlineData("/a b", false)]
    [InlineData("/a#b", false)]
    public void A_path_with_places_names_only_the_model_and_its_version(string text, bool isValid) => Assert.Equal(isValid, PathTemplates.IsValid(text));

    [Theory]
    [InlineData("(?<=a)b", "non-backtracking")]
    [InlineData(@"(a)\1", "non-backtracking")]
    [InlineData("(", "not a regular expression")]
    public void A_pattern_that_could_run_away_is_refused_with_its_reason(string pattern, string reason) =>
        Assert.Contains(reason, Patterns.Problem(pattern), StringComparison.Ordinal);

    [Theory]
    [InlineData("http://user:canary@host:1")]
    [InlineData("http://host/?token=canary")]
    [InlineData("http://host/#canary")]
    [InlineData("ftp://canary")]
    [InlineData("canary")]
    [InlineData("/canary")]
    [InlineData("http://")]
    public void An_address_that_could_leak_or_is_none_is_refused_without_showing_it(string address)
    {
        var problem = Addresses.Problem(address, ["http", "https"], mayHaveQuery: false);
        Assert.NotNull(problem);
        Assert.DoesNotContain("canary", problem, StringComparison.Ordinal);
    }
}
