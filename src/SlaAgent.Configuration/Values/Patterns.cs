using System.Text.RegularExpressions;

namespace SlaAgent.Configuration.Values;

/// <summary>Regular expressions of the user: always the non-backtracking engine, so that no answer can make one run away.</summary>
internal static class Patterns
{
    private const int Longest = 4096;

    public static string? Problem(string pattern)
    {
        if (pattern.Length > Longest)
        {
            return $"a regular expression has at most {Longest} characters";
        }

        try
        {
            _ = new Regex(pattern, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
            return null;
        }
        catch (ArgumentException error)
        {
            return $"not a regular expression: {error.Message.TrimEnd('.')}";
        }
        catch (NotSupportedException error)
        {
            return $"the non-backtracking engine cannot run it: {error.Message.TrimEnd('.')}; leave out look-arounds, back-references and atomic groups";
        }
    }
}
