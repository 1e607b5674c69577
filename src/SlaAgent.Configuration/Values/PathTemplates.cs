using System.Text.RegularExpressions;

namespace SlaAgent.Configuration.Values;

/// <summary>Paths with <c>{model}</c> and <c>{version}</c> in them, and at most one part in square brackets, which is left out without a version.</summary>
internal static partial class PathTemplates
{
    public static bool IsValid(string text) =>
        text.StartsWith('/') && !text.Contains('#') && !text.Any(c => char.IsWhiteSpace(c) || char.IsControl(c))
        && Bare().Replace(text, "").AsSpan().IndexOfAny("{}") < 0
        && text.Count(c => c == '[') is var open and <= 1 && text.Count(c => c == ']') == open && text.IndexOf(']') >= text.IndexOf('[');

    [GeneratedRegex(@"\{(model|version)\}")]
    private static partial Regex Bare();
}
