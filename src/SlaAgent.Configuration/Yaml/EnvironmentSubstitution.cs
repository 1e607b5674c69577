using System.Text;

namespace SlaAgent.Configuration.Yaml;

/// <summary>Replaces <c>${NAME}</c> and <c>${NAME:-default}</c> in a value that is already parsed, so that what is put in cannot become structure. <c>$$</c> is a dollar.</summary>
internal static class EnvironmentSubstitution
{
    /// <summary>Returns the text with its references replaced; problems are handed to <paramref name="problem"/>.</summary>
    public static string Apply(string text, Func<string, string?> environment, Action<string> problem, out bool replaced)
    {
        replaced = false;
        if (!text.Contains('$'))
        {
            return text;
        }

        var result = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            var next = i + 1 < text.Length ? text[i + 1] : '\0';
            if (text[i] != '$' || next is not ('$' or '{'))
            {
                result.Append(text[i]);
            }
            else if (next == '$')
            {
                result.Append('$');
                i++;
            }
            else
            {
                var end = text.IndexOf('}', i);
                if (end < 0)
                {
                    problem("'${' without its '}'; write $$ for a dollar");
                    return text;
                }

                result.Append(Resolve(text[(i + 2)..end], environment, problem));
                replaced = true;
                i = end;
            }
        }

        return result.ToString();
    }

    private static string Resolve(string reference, Func<string, string?> environment, Action<string> problem)
    {
        var split = reference.IndexOf(":-", StringComparison.Ordinal);
        var name = split < 0 ? reference : reference[..split];
        if (!IsName(name))
        {
            problem("'${…}' takes the name of an environment variable, as ${NAME} or ${NAME:-default}; write $${ for the text itself");
            return "";
        }

        var value = environment(name);
        if (split >= 0)
        {
            return string.IsNullOrEmpty(value) ? reference[(split + 2)..] : value;
        }

        if (value is null)
        {
            problem($"the environment variable {Echo.Shorten(name)} is not set; set it, or write ${{{Echo.Shorten(name)}:-default}}");
        }

        return value ?? "";
    }

    private static bool IsName(string name) =>
        name.Length > 0 && !char.IsAsciiDigit(name[0]) && name.All(c => char.IsAsciiLetterOrDigit(c) || c == '_');
}
