namespace SlaAgent.Configuration.Values;

/// <summary>The JSON paths that are understood: <c>$</c>, <c>.name</c>, <c>['name']</c>, <c>[index]</c>, negative from the end.</summary>
internal static class JsonPaths
{
    public const string Pattern = @"^\$(\.[^.\[\]'\s]+|\['[^'\\]*'\]|\[-?[0-9]{1,9}\])*$";

    /// <summary>No deeper than a body is read.</summary>
    private const int MostSteps = 64;

    /// <summary>As <see cref="Pattern"/>, with <c>[*]</c> for any item, and no index from the end.</summary>
    public const string ManyPattern = @"^\$(\.[^.\[\]'\s]+|\['[^'\\]*'\]|\[(\*|[0-9]{1,9})\])*$";

    /// <summary>Whether a path that may name several values is understood: those of streams are read from the front, in one pass.</summary>
    public static bool IsValidForMany(string text) =>
        !text.Contains("[-", StringComparison.Ordinal) && IsValid(text.Replace("[*]", "[0]", StringComparison.Ordinal));

    public static bool IsValid(string text)
    {
        if (!text.StartsWith('$'))
        {
            return false;
        }

        var i = 1;
        for (var steps = 0; i < text.Length; steps++)
        {
            var end = text[i] == '.' ? NameEnd(text, i + 1) : text[i] == '[' ? BracketEnd(text, i + 1) : -1;
            if (end < 0 || steps == MostSteps)
            {
                return false;
            }

            i = end;
        }

        return true;
    }

    private static int NameEnd(string text, int start)
    {
        var end = start;
        while (end < text.Length && text[end] is not ('.' or '[' or ']' or '\'') && !char.IsWhiteSpace(text[end]))
        {
            end++;
        }

        return end == start ? -1 : end;
    }

    private static int BracketEnd(string text, int start)
    {
        if (start < text.Length && text[start] == '\'')
        {
            var quote = text.IndexOf('\'', start + 1);
            return quote > 0 && text.IndexOf('\\', start, quote - start) < 0 && quote + 1 < text.Length && text[quote + 1] == ']' ? quote + 2 : -1;
        }

        var close = text.IndexOf(']', start);
        if (close < 0)
        {
            return -1;
        }

        var index = text.AsSpan(start, close - start);
        index = index.Length > 0 && index[0] == '-' ? index[1..] : index;
        return index.Length is > 0 and <= 9 && index.IndexOfAnyExceptInRange('0', '9') < 0 ? close + 1 : -1;
    }
}
