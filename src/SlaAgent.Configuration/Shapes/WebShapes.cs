using System.Text.RegularExpressions;

namespace SlaAgent.Configuration.Shapes;

/// <summary>
/// What stands in a web configuration file of Prometheus's exporter toolkit
/// (https://github.com/prometheus/exporter-toolkit/blob/master/docs/web-configuration.md).
/// </summary>
internal static partial class WebShapes
{
    /// <summary>Costliest hash that is taken: one more doubles the time of a check, which is seconds by then.</summary>
    private const int HighestCost = 14;

    private static readonly string[] s_headers =
        ["Content-Security-Policy", "X-Frame-Options", "X-Content-Type-Options", "X-XSS-Protection", "Strict-Transport-Security"];

    private static readonly ObjectShape s_tls = new(
        new KeyShape("cert_file", Scalars.File, "PEM certificate, with its chain.", Example: "server.pem") { Required = true },
        new KeyShape("key_file", Scalars.SecretFile, "PEM key.", Example: "server.key") { Required = true },
        new KeyShape("client_auth_type", Scalars.OneOf("NoClientCert", "RequestClientCert", "RequireAnyClientCert", "VerifyClientCertIfGiven", "RequireAndVerifyClientCert"), "What is asked of clients.", "NoClientCert", "RequireAndVerifyClientCert"),
        new KeyShape("client_ca_file", Scalars.File, "PEM bundle of the authorities of clients' certificates.", Example: "clients.pem"),
        new KeyShape("client_allowed_sans", new ListShape(Scalars.Text), "Names of which a client's certificate must carry one."),
        new KeyShape("min_version", Scalars.OneOf("TLS12", "TLS13"), "Lowest version; older ones are not offered.", "TLS12", "TLS13"),
        new KeyShape("max_version", Scalars.OneOf("TLS12", "TLS13"), "Highest version.", "TLS13", "TLS13"),
        new KeyShape("cert", new RefusedShape("write cert_file, the path of a PEM file"), "Refused."),
        new KeyShape("key", new RefusedShape("write key_file, the path of a PEM file; secrets are only read from files"), "Refused."),
        new KeyShape("client_ca", new RefusedShape("write client_ca_file, the path of a PEM file"), "Refused."),
        new KeyShape("cipher_suites", new RefusedShape("the system's policy (openssl.cnf) says which cipher suites are offered"), "Refused."),
        new KeyShape("curve_preferences", new RefusedShape("the system's policy (openssl.cnf) says which curves are offered"), "Refused."),
        new KeyShape("prefer_server_cipher_suites", new RefusedShape("it has no effect in today's TLS; leave it out"), "Refused."));

    /// <summary>The whole file.</summary>
    public static readonly ObjectShape File = new(
        new KeyShape("tls_server_config", s_tls, "TLS."),
        new KeyShape(
            "http_server_config",
            new ObjectShape(
                new KeyShape("http2", Scalars.Boolean, "Whether HTTP/2 is offered over TLS.", "true", "true"),
                new KeyShape("headers", new MapShape("headers", HeaderProblem, "^(" + string.Join('|', s_headers) + ")$", HeaderValue()), "Headers of every answer.")),
            "HTTP."),
        new KeyShape("basic_auth_users", new MapShape("users", UserProblem, "^[^:]+$", PasswordHash()), "User names with the bcrypt hashes of their passwords."),
        new KeyShape("rate_limit", new RefusedShape("connections, requests and password checks are bounded as docs/operations.md says"), "Refused."));

    private static string? HeaderProblem(string name) =>
        s_headers.Contains(name, StringComparer.OrdinalIgnoreCase) ? null : "cannot be set here; the headers are " + string.Join(", ", s_headers);

    private static string? UserProblem(string name) =>
        name.Length == 0 || name.Contains(':', StringComparison.Ordinal) ? "a user's name is not empty and has no colon" : null;

    private static ScalarShape HeaderValue() => new(
        "text",
        s => s.Text.Length > 0 && s.Text.All(c => c is >= ' ' and < '\u007F') ? null : "not a header's value: printable ASCII",
        w => SchemaParts.Text(w, "^[ -~]+$"));

    // What is written here must not be shown: it may be the password itself.
    private static ScalarShape PasswordHash() => new(
        "bcrypt hash",
        s => !Bcrypt().IsMatch(s.Text)
            ? "not a bcrypt hash; make one with: htpasswd -nBC 10 NAME"
            : int.Parse(s.Text.AsSpan(4, 2), System.Globalization.CultureInfo.InvariantCulture) is < 4 or > HighestCost
                ? $"the cost of this bcrypt hash is not from 4 to {HighestCost}; make another with: htpasswd -nBC 10 NAME"
                : null,
        w => SchemaParts.Text(w, @"^\$2[aby]\$[0-9]{2}\$[./A-Za-z0-9]{53}$"));

    [GeneratedRegex(@"\A\$2[aby]\$[0-9]{2}\$[./A-Za-z0-9]{53}\z")]
    private static partial Regex Bcrypt();
}
