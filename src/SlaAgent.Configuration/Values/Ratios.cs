using System.Globalization;

namespace SlaAgent.Configuration.Values;

/// <summary>Ratios as <c>99.9%</c> or <c>0.999</c>, read exactly.</summary>
internal static class Ratios
{
    public const string Pattern = @"^([0-9]{1,12}(\.[0-9]{1,12})?%|[0-9]{1,12}\.[0-9]{1,12}|[01])$";

    public static bool TryParse(string text, out decimal ratio)
    {
        var percent = text.EndsWith('%');
        return Numbers.TryDecimal(percent ? text[..^1] : text, out ratio) && (!percent || Scale(ref ratio));
    }

    /// <summary>The ratio as a percentage without superfluous zeros.</summary>
    public static string Format(decimal ratio) => (ratio * 100m).ToString("0.############", CultureInfo.InvariantCulture) + "%";

    private static bool Scale(ref decimal ratio)
    {
        ratio /= 100m;
        return true;
    }
}
