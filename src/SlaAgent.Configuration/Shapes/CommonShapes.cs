using SlaAgent.Configuration.Values;

namespace SlaAgent.Configuration.Shapes;

/// <summary>Shapes that several kinds of documents share.</summary>
internal static class CommonShapes
{
    public static readonly TimeSpan LongestWindow = TimeSpan.FromDays(90);

    /// <summary>Any length that is not zero, up to ten years.</summary>
    public static readonly ScalarShape Span = Scalars.Duration(TimeSpan.FromMilliseconds(1), TimeSpan.FromDays(3650));

    public static readonly MapShape Labels = new("labels", Names.LabelProblem, Names.LabelPattern, Scalars.AnyText);

    public static readonly MapShape Annotations = new(
        "annotations",
        name => name.Length > 0 && !char.IsAsciiDigit(name[0]) && name.All(c => char.IsAsciiLetterOrDigit(c) || c == '_')
            ? null
            : "an annotation's name is made of letters, digits and _, and does not begin with a digit",
        Names.LabelPattern,
        Scalars.AnyText);

    public static readonly MapShape Headers = new("headers", Names.HeaderProblem, Names.HeaderPattern, Scalars.AnyText);

    public static readonly MapShape Selector = new("labels", Names.SelectorProblem, Names.LabelPattern, Scalars.AnyText);

    public static readonly ObjectShape Metadata = new(
        new KeyShape("name", Scalars.Name, "Unique among the documents of its kind.", Example: "chat") { Required = true },
        new KeyShape("labels", Labels, "Labels on alerts and reports; on metrics only as label_<key> of sla_service_info and sla_info.", Example: "{ team: nlp }"));

    public static readonly ObjectShape Auth = new(
        new KeyShape("bearerTokenFile", Scalars.SecretFile, "File with the token of Authorization: Bearer.", Example: "/run/secrets/token"),
        new KeyShape(
            "basic",
            new ObjectShape(
                new KeyShape("username", Scalars.Text, "User name; not secret.", Example: "probe") { Required = true },
                new KeyShape("passwordFile", Scalars.SecretFile, "File with the password.", Example: "/run/secrets/pw") { Required = true }),
            "HTTP basic authentication."),
        new KeyShape(
            "header",
            new ObjectShape(
                new KeyShape("name", Scalars.HeaderName, "Name of the header.", Example: "x-api-key") { Required = true },
                new KeyShape("valueFile", Scalars.SecretFile, "File with its value.", Example: "/run/secrets/key") { Required = true }),
            "A header whose value is secret."))
    {
        Rules = [KeyRule.ExactlyOne("bearerTokenFile", "basic", "header")],
    };

    public static readonly ObjectShape Tls = new(
        new KeyShape("caFile", Scalars.File, "PEM bundle that replaces the system's roots.", "the system's roots", "ca.pem"),
        new KeyShape("certFile", Scalars.File, "PEM certificate of the client; needs keyFile.", Example: "c.pem"),
        new KeyShape("keyFile", Scalars.SecretFile, "PEM key of the client's certificate; needs certFile.", Example: "k.pem"),
        new KeyShape("serverName", Scalars.Text, "Name for SNI and the certificate's check.", "the address's host", "model.local"),
        new KeyShape("insecureSkipVerify", Scalars.Boolean, "Accept any certificate; warned about.", "false", "false"))
    {
        Needs = [("certFile", "keyFile"), ("keyFile", "certFile")],
    };
}
