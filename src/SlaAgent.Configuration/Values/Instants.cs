using System.Globalization;

namespace SlaAgent.Configuration.Values;

/// <summary>RFC 3339 times, always with their offset.</summary>
internal static class Instants
{
    public const string Pattern = @"^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{1,7})?(Z|[+-][0-9]{2}:[0-9]{2})$";

    private static readonly string[] s_formats = ["yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK"];

    public static bool TryParse(string text, out DateTimeOffset time)
    {
        time = default;
        return text.Length > 19
            && (text[^1] == 'Z' || text[^6] is '+' or '-')
            && DateTimeOffset.TryParseExact(text, s_formats, CultureInfo.InvariantCulture, DateTimeStyles.None, out time);
    }
}
