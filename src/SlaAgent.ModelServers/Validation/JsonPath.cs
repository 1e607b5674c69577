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
}
