using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace SlaAgent.ModelServers.Validation;

/// <summary>
/// The small part of JSON path that names one value: <c>$</c>, <c>.name</c>, <c>['name']</c>, <c>[0]</c>, <c>[-1]</c> (from the end).
/// </summary>
public sealed class JsonPath
{
    /// <summary>Most steps of a path: no deeper than a body is read.</summary>
    public const int MaxSteps = 64;

    private readonly JsonPathStep[] _steps;

    internal JsonPath(string text, JsonPathStep[] steps)
    {
        Text = text;
        _steps = steps;
    }

    /// <summary>The path as written.</summary>
    public string Text { get; }

    /// <summary>Reads a path.</summary>
    /// <param name="text">The path as written.</param>
    /// <param name="path">The path; null where it is wrong.</param>
    /// <param name="position">Where it is wrong: index of a character of <paramref name="text"/>, or its length.</param>
    /// <param name="problem">What is wrong there, in words; null where nothing is.</param>
    public static bool TryParse(string text, [NotNullWhen(true)] out JsonPath? path, out int position, [NotNullWhen(false)] out string? problem)
    {
        var parser = new JsonPathParser(text);
        problem = parser.Run();
        position = parser.Position;
        path = problem is null ? new JsonPath(text, parser.Steps) : null;
        return path is not null;
    }

    /// <inheritdoc />
    public override string ToString() => Text;

    /// <summary>The path's steps.</summary>
    internal ReadOnlySpan<JsonPathStep> Steps => _steps;

    /// <summary>Reads a path that may have <c>[*]</c>, any item, in it.</summary>
    /// <exception cref="ArgumentException">It is wrong.</exception>
    internal static JsonPath ParseAny(string text)
    {
        var parser = new JsonPathParser(text, mayBeAny: true);
        return parser.Run() is { } problem
            ? throw new ArgumentException($"{text}, character {parser.Position + 1}: {problem}", nameof(text))
            : new JsonPath(text, parser.Steps);
    }

    /// <summary>All values the path names.</summary>
    internal IEnumerable<JsonElement> FindAll(JsonElement root) => FindAll(root, 0);

    /// <summary>The value the path names, or false where there is none.</summary>
    internal bool TryFind(JsonElement root, out JsonElement value)
    {
        value = root;
        foreach (var step in _steps)
        {
            if (!step.TryTake(value, out value))
            {
                return false;
            }
        }

        return true;
    }

    private IEnumerable<JsonElement> FindAll(JsonElement from, int step)
    {
        if (step == _steps.Length)
        {
            return [from];
        }

        if (_steps[step].IsAny)
        {
            return from.ValueKind == JsonValueKind.Array ? from.EnumerateArray().SelectMany(item => FindAll(item, step + 1)) : [];
        }

        return _steps[step].TryTake(from, out var value) ? FindAll(value, step + 1) : [];
    }
}
