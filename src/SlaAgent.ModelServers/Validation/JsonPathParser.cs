using System.Globalization;
using System.Text;

namespace SlaAgent.ModelServers.Validation;

/// <summary>Reads the text of a <see cref="JsonPath"/> from left to right and stops at the first mistake.</summary>
/// <param name="text">The text.</param>
/// <param name="mayBeAny">Whether <c>[*]</c>, any item, is understood.</param>
internal sealed class JsonPathParser(string text, bool mayBeAny = false)
{
    private readonly List<JsonPathStep> _steps = [];

    /// <summary>How far the text was read; at a mistake, where it is.</summary>
    public int Position { get; private set; }

    /// <summary>The steps read.</summary>
    public JsonPathStep[] Steps => [.. _steps];

    /// <summary>Reads all of it; returns what is wrong at <see cref="Position"/>, or null.</summary>
    public string? Run()
    {
        if (text.Length == 0 || text[0] != '$')
        {
            return "a path begins with '$'";
        }

        Position = 1;
        while (Position < text.Length)
        {
            if (_steps.Count == JsonPath.MaxSteps)
            {
                return string.Create(CultureInfo.InvariantCulture, $"a path has at most {JsonPath.MaxSteps} steps");
            }

            var problem = text[Position] switch
            {
                '.' => Member(),
                '[' => Bracket(),
                _ => "expected '.' or '['",
            };
            if (problem is not null)
            {
                return problem;
            }
        }

        return null;
    }

    private string? Member()
    {
        Position++;
        var start = Position;
        while (Position < text.Length && IsNameCharacter(text[Position]))
        {
            Position++;
        }

        if (Position == start)
        {
            return "expected a name after '.' (one with dots, brackets, quotes or blanks as ['name'])";
        }

        _steps.Add(new(text[start..Position], 0));
        return null;
    }

    private string? Bracket()
    {
        Position++;
        if (Position == text.Length)
        {
            return "expected an index or a quoted name after '['";
        }

        var problem = text[Position] switch
        {
            '\'' or '"' => Quoted(text[Position]),
            '*' when mayBeAny => Any(),
            _ => Number(),
        };
        if (problem is not null)
        {
            return problem;
        }

        if (Position == text.Length || text[Position] != ']')
        {
            return "expected ']'";
        }

        Position++;
        return null;
    }

    private string? Any()
    {
        Position++;
        _steps.Add(JsonPathStep.AnyItem);
        return null;
    }

    private string? Quoted(char quote)
    {
        var opening = Position;
        var name = new StringBuilder();
        for (Position++; Position < text.Length && text[Position] != quote; Position++)
        {
            if (text[Position] == '\\')
            {
                Position++;
                if (Position == text.Length || (text[Position] != quote && text[Position] != '\\'))
                {
                    return "expected a quote or a backslash after '\\'";
                }
            }

            name.Append(text[Position]);
        }

        if (Position == text.Length)
        {
            Position = opening;
            return "the quoted name does not end";
        }

        Position++;
        _steps.Add(new(name.ToString(), 0));
        return null;
    }

    private string? Number()
    {
        var start = Position;
        if (text[Position] == '-')
        {
            Position++;
        }

        while (Position < text.Length && char.IsAsciiDigit(text[Position]))
        {
            Position++;
        }

        if (!int.TryParse(text.AsSpan(start, Position - start), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var index))
        {
            Position = start;
            return "expected an index or a quoted name after '['";
        }

        _steps.Add(new(null, index));
        return null;
    }

    private static bool IsNameCharacter(char c) => !char.IsWhiteSpace(c) && c is not ('.' or '[' or ']' or '\'');
}
