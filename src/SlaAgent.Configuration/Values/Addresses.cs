namespace SlaAgent.Configuration.Values;

/// <summary>Addresses. What is wrong is said without showing them: a query or user information may be secret.</summary>
internal static class Addresses
{
    public static string? Problem(string text, IReadOnlyList<string> schemes, bool mayHaveQuery)
    {
        var allowed = string.Join(" or ", schemes);
        if (!Uri.TryCreate(text, UriKind.Absolute, out var uri) || !text.Contains("://", StringComparison.Ordinal))
        {
            return $"not an absolute address; write it with {allowed}, as {schemes[0]}://127.0.0.1:8000";
        }

        if (!schemes.Contains(uri.Scheme, StringComparer.Ordinal))
        {
            return $"the scheme must be {allowed}";
        }

        if (uri.UserInfo.Length > 0 || text.Contains('@') && uri.Authority.Contains('@'))
        {
            return "user information in an address would leak into logs; use auth, which reads the secret from a file";
        }

        if (uri.Host.Length == 0)
        {
            return "the address has no host";
        }

        if (text.Any(char.IsWhiteSpace))
        {
            return "an address has no white space";
        }

        return uri.Fragment.Length > 0 || (uri.Query.Length > 0 && !mayHaveQuery)
            ? "a base address has neither query nor fragment; leave out what follows ? or #"
            : null;
    }
}
