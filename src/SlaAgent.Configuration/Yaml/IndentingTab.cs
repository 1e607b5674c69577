namespace SlaAgent.Configuration.Yaml;

/// <summary>Finds the tab that a syntax error is about: the parser names only where the mapping around it begins.</summary>
internal static class IndentingTab
{
    public static Position? Find(Position from, string text)
    {
        var number = 0;
        foreach (var line in text.EnumerateLines())
        {
            number++;
            var indentation = line[..(line.Length - line.TrimStart(" \t").Length)];
            if (number >= from.Line && indentation.IndexOf('\t') is >= 0 and var column)
            {
                return new(from.File, number, column + 1);
            }
        }

        return null;
    }
}
