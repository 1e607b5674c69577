using System.Text;

namespace SlaAgent.Commands.Detect;

/// <summary>A name for a service, made of a model's or a server's.</summary>
internal static class ServiceName
{
    private const int Longest = 63;

    /// <summary>What of <paramref name="text"/> a DNS label can have; null where that is nothing.</summary>
    public static string? Of(string? text)
    {
        var name = new StringBuilder();
        foreach (var c in text ?? "")
        {
            if (char.IsAsciiLetterOrDigit(c))
            {
                name.Append(char.ToLowerInvariant(c));
            }
            else if (name.Length > 0 && name[^1] != '-')
            {
                name.Append('-');
            }

            if (name.Length == Longest)
            {
                break;
            }
        }

        return name.ToString().TrimEnd('-') is { Length: > 0 } label ? label : null;
    }
}
