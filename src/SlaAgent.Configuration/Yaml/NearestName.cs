namespace SlaAgent.Configuration.Yaml;

/// <summary>The right name nearest to a wrong one, by Damerau–Levenshtein distance (adjacent letters swapped count once).</summary>
public static class NearestName
{
    private const int LongestCompared = 64;

    /// <summary>The nearest of <paramref name="names"/>, or null where none is near enough to be meant.</summary>
    public static string? Of(string wrong, IEnumerable<string> names) => Find(wrong, names).Nearest;

    /// <summary>The nearest of <paramref name="names"/>, or null where none is near enough to be meant or another is as near.</summary>
    public static string? OnlyOne(string wrong, IEnumerable<string> names) => Find(wrong, names) is (var nearest, false) ? nearest : null;

    /// <summary>A sentence with the nearest name, or with all of them where none is near and they are few.</summary>
    public static string Hint(string wrong, IReadOnlyCollection<string> names)
    {
        if (Of(wrong, names) is { } nearest)
        {
            return $"did you mean '{nearest}'?";
        }

        return names.Count switch
        {
            0 => "there is none to choose from",
            1 => $"there is only '{names.First()}'",
            <= 12 => $"one of: {string.Join(", ", names)}",
            _ => "see docs/configuration.md for the names there are",
        };
    }

    private static (string? Nearest, bool IsTied) Find(string wrong, IEnumerable<string> names)
    {
        string? nearest = null;
        var (best, tied) = (int.MaxValue, false);
        foreach (var name in wrong.Length is 0 or > LongestCompared ? [] : names)
        {
            var distance = Distance(wrong.ToLowerInvariant(), name.ToLowerInvariant());
            if (distance > best || distance >= name.Length || distance > Math.Max(1, Math.Max(wrong.Length, name.Length) / 3))
            {
                continue;
            }

            tied = distance == best;
            (nearest, best) = tied ? (nearest, best) : (name, distance);
        }

        return (nearest, tied);
    }

    internal static int Distance(string a, string b)
    {
        var rows = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++)
        {
            for (var j = 0; j <= b.Length; j++)
            {
                rows[i, j] = i == 0 ? j : j == 0 ? i : Cheapest(rows, a, b, i, j);
            }
        }

        return rows[a.Length, b.Length];
    }

    private static int Cheapest(int[,] rows, string a, string b, int i, int j)
    {
        var replace = rows[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
        var cheapest = Math.Min(replace, Math.Min(rows[i - 1, j], rows[i, j - 1]) + 1);
        return i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]
            ? Math.Min(cheapest, rows[i - 2, j - 2] + 1)
            : cheapest;
    }
}
