namespace SlaAgent.Configuration.Values;

/// <summary>What may be called how.</summary>
internal static class Names
{
    public const string DnsLabelPattern = "^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$";

    public const string LabelPattern = "^[a-zA-Z_][a-zA-Z0-9_]*$";

    public const string MetricPattern = "^[a-zA-Z_:][a-zA-Z0-9_:]*$";

    public const string HeaderPattern = "^[-!#$%&'*+.^_`|~0-9A-Za-z]+$";

    /// <summary>Labels that the agent sets itself: part of an alert's identity.</summary>
    public static readonly string[] ReservedLabels =
        ["alertname", "sla", "audience", "service", "objective", "severity", "namespace", "replica"];

    private static readonly string[] s_ownHeaders =
        ["host", "content-length", "transfer-encoding", "connection", "content-type", "traceparent", "te", "upgrade"];

    private static readonly string[] s_secretHeaders =
        ["authorization", "proxy-authorization", "cookie", "x-api-key", "api-key"];

    public static bool IsDnsLabel(string text) =>
        text.Length is > 0 and <= 63
        && text.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-')
        && text[0] != '-' && text[^1] != '-';

    public static string? LabelProblem(string name)
    {
        if (name.Length == 0 || char.IsAsciiDigit(name[0]) || !name.All(c => char.IsAsciiLetterOrDigit(c) || c == '_'))
        {
            return "a label's name is made of letters, digits and _, and does not begin with a digit";
        }

        if (name.StartsWith("__", StringComparison.Ordinal))
        {
            return "names that begin with __ are Prometheus's own";
        }

        return ReservedLabels.Contains(name, StringComparer.Ordinal) ? "the agent sets this label itself; choose another name" : null;
    }

    /// <summary>What is wrong with the name of a label of the server's own series.</summary>
    public static string? SelectorProblem(string name) =>
        name.Length > 0 && !char.IsAsciiDigit(name[0]) && name.All(c => char.IsAsciiLetterOrDigit(c) || c == '_')
            ? null
            : "a label's name is made of letters, digits and _, and does not begin with a digit";

    /// <summary>As <see cref="SelectorProblem"/>, of a label by which the series of a metric are told apart.</summary>
    public static string? SeriesLabelProblem(string name) =>
        name is "le" or "quantile" ? "is part of how a histogram or summary is written, and picks no series" : SelectorProblem(name);

    /// <summary>What is wrong with the name of a metric of a server.</summary>
    public static string? MetricProblem(string name)
    {
        if (name.Length == 0 || char.IsAsciiDigit(name[0]) || !name.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or ':'))
        {
            return "not a metric's name: letters, digits, _ and :, and not a digit first; labels stand under labels and except";
        }

        return name.EndsWith("_bucket", StringComparison.Ordinal) ? "the name of a histogram is written without _bucket" : null;
    }

    public static string? HeaderProblem(string name)
    {
        if (!IsHeaderName(name))
        {
            return "not a header's name";
        }

        if (s_secretHeaders.Contains(name, StringComparer.OrdinalIgnoreCase))
        {
            return "holds a secret; use auth, which reads it from a file";
        }

        return s_ownHeaders.Contains(name, StringComparer.OrdinalIgnoreCase)
            ? "the agent sets this header itself (see host and contentType)"
            : null;
    }

    public static bool IsHeaderName(string name) =>
        name.Length > 0 && name.All(c => char.IsAsciiLetterOrDigit(c) || "-!#$%&'*+.^_`|~".Contains(c));
}
