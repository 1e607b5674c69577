using System.Globalization;
using System.Net.Http.Headers;

namespace SlaAgent.Probing;

/// <summary>The header <c>Retry-After</c> (RFC 9110, section 10.2.3): seconds, or a date of HTTP.</summary>
internal static class RetryAfter
{
    /// <summary>The longest that is believed.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromDays(1);

    /// <summary>How long it says from now on, 0 to <see cref="Longest"/>; null where it says nothing that can be read.</summary>
    /// <param name="value">The header's value.</param>
    /// <param name="sentAt">The answer's own <c>Date</c>, against which a date is meant; null for none.</param>
    /// <param name="now">The wall clock, for a date where the answer has none of its own.</param>
    public static TimeSpan? Read(string? value, string? sentAt, DateTimeOffset now)
    {
        if (string.IsNullOrWhiteSpace(value))
        {
            return null;
        }

        var text = value.Trim();
        if (text.All(char.IsAsciiDigit))
        {
            // So many digits that they are no number are still a long time.
            return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds < Longest.TotalSeconds
                ? TimeSpan.FromSeconds(seconds)
                : Longest;
        }

        if (Date(text) is not { } until)
        {
            return null;
        }

        var wait = until - (Date(sentAt) ?? now);
        return wait < TimeSpan.Zero ? TimeSpan.Zero : wait > Longest ? Longest : wait;
    }

    private static DateTimeOffset? Date(string? text) => RetryConditionHeaderValue.TryParse(text, out var parsed) ? parsed.Date : null;
}
