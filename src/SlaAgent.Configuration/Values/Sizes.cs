using System.Globalization;

namespace SlaAgent.Configuration.Values;

/// <summary>Sizes as <c>500KB</c> (thousands) or <c>64KiB</c> (1024s): whole numbers with their unit.</summary>
internal static class Sizes
{
    public const string Pattern = "^[0-9]{1,18}(B|KB|MB|GB|KiB|MiB|GiB)$";

    private static readonly (string Unit, long Bytes)[] s_units =
    [
        ("GiB", 1L << 30), ("GB", 1_000_000_000), ("MiB", 1L << 20), ("MB", 1_000_000), ("KiB", 1L << 10), ("KB", 1000), ("B", 1),
    ];

    public static bool TryParse(string text, out long bytes)
    {
        bytes = 0;
        foreach (var (unit, size) in s_units)
        {
            if (text.EndsWith(unit, StringComparison.Ordinal))
            {
                var digits = text[..^unit.Length];
                if (digits.Length is 0 or > 18 || !digits.All(char.IsAsciiDigit))
                {
                    return false;
                }

                var number = long.Parse(digits, CultureInfo.InvariantCulture);
                bytes = number > long.MaxValue / size ? 0 : number * size;
                return number <= long.MaxValue / size;
            }
        }

        return false;
    }

    /// <summary>The size in the largest unit that divides it.</summary>
    public static string Format(long bytes)
    {
        var (unit, size) = s_units.First(u => bytes % u.Bytes == 0 && (bytes != 0 || u.Bytes == 1));
        return string.Create(CultureInfo.InvariantCulture, $"{bytes / size}{unit}");
    }
}
