namespace SlaAgent.Configuration.Yaml;

/// <summary>The right name nearest to a wrong one, by Damerau–Levenshtein distance (adjacent letters swapped count once).</summary>
internal static class NearestName
{
    private const int LongestCompared = 64;

    /// <summary>The nearest of <paramref name="names"/>, or null where none is near enough to be meant.</summary>
    public static string? Of(string wrong, IEnumerable<string> names)
    {
        if (wrong.Length is 0 or > LongestCompared)
        {
            return null;
        }

        string? nearest = null;
        var best = int.MaxValue;
        foreach (var name in names)
        {
            var distance = Distance(wrong.ToLowerInvariant(), name.ToLowerInvariant());
            if (distance < best && distance < name.Length && distance <= Math.Max(1, Math.Max(wrong.Length, name.Length) / 3))
            {
                (nearest, best) = (name, distance);
            }
        }

        return nearest;
    }

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
