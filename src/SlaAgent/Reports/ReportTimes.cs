using System.Globalization;

namespace SlaAgent.Reports;

/// <summary>Moments as people write them in a query.</summary>
internal static class ReportTimes
{
    /// <summary>A moment with its offset, as RFC 3339 writes it; null for another text, or none.</summary>
    public static DateTimeOffset? Read(string? text) =>
        text is { Length: >= 17 } && (text.EndsWith('Z') || text[^6] is '+' or '-')
        && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) && at.Year is > 1970 and < 9000
            ? at.ToUniversalTime() : null;
}
