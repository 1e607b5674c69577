namespace SlaAgent.DemoServer.Http;

/// <summary>A path with places for names, such as <c>/v1/models/{model}:predict</c>.</summary>
internal sealed class PathPattern(string pattern)
{
    private readonly string[] _segments = pattern.Split('/');

    /// <summary>Whether <paramref name="path"/> (split at its slashes) is of this form, and the names in it.</summary>
    public bool Matches(string[] path, out string? model, out string? version)
    {
        (model, version) = (null, null);
        if (path.Length != _segments.Length)
        {
            return false;
        }

        for (var index = 0; index < path.Length; index++)
        {
            var (segment, given) = (_segments[index], path[index]);
            if (!segment.StartsWith('{'))
            {
                if (segment != given)
                {
                    return false;
                }

                continue;
            }

            var close = segment.IndexOf('}', StringComparison.Ordinal);
            var suffix = segment[(close + 1)..];
            if (given.Length <= suffix.Length || !given.EndsWith(suffix, StringComparison.Ordinal) || (suffix.Length == 0 && given.Contains(':', StringComparison.Ordinal)))
            {
                return false;
            }

            var name = given[..^suffix.Length];
            (model, version) = segment[1..close] == "model" ? (name, version) : (model, name);
        }

        return true;
    }
}
