namespace SlaAgent.Configuration.Shapes;

/// <summary>What stands under <c>spec</c> of a ModelService, its probes apart.</summary>
internal static class ServiceShapes
{
    public static readonly ObjectShape Spec = new(
        new KeyShape("server", Scalars.Text, "Preset that knows paths, bodies, streams and metrics of this kind of server; http is the generic one.", Example: "vllm") { Required = true },
        new KeyShape("preset", PresetShapes.Preset, "What the server does otherwise than its preset says.", "as docs/model-servers.md says"),
        new KeyShape("url", Scalars.ServerUrl, "Base address: http or https; grpc or grpcs, with the port, where the preset has a gRPC form. No user information.", "needed; for vertex this machine's $AIP_HTTP_PORT", "http://127.0.0.1:8000"),
        new KeyShape("model", Scalars.Text, "The model's name on the server; needed by the presets that name it in a path or a body. For grpc-health the service that is checked.", Example: "sentiment"),
        new KeyShape("modelVersion", Scalars.Text, "The model's version on the server.", "the server's own choice", "\"3\""),
        new KeyShape("connection", Scalars.OneOf("reused", "fresh"), "Whether probes keep their connection.", "reused", "fresh"),
        new KeyShape("host", Scalars.Text, "Host header or :authority to send.", "the address's own", "model.example.org"),
        new KeyShape("addressFamily", Scalars.OneOf("any", "ipv4", "ipv6"), "Which addresses of a DNS answer are used.", "any", "ipv4"),
        new KeyShape("timeouts", Timeouts(), "Deadlines of single stages beside each probe's total one.", "only the total one"),
        new KeyShape("auth", CommonShapes.Auth, "How the agent proves who it is: at most one way."),
        new KeyShape("tls", CommonShapes.Tls, "TLS settings.", "the system's"),
        new KeyShape("headers", CommonShapes.Headers, "Plain extra headers, none of them secret.", Example: "{ x-tenant: probe }"),
        new KeyShape("traffic", TrafficShapes.Traffic, "The requests of real users, read from the server's own metrics; {} for the preset's way.", Example: "{ interval: 15s }"),
        new KeyShape("feedback", EvaluationShapes.Feedback, "The truths that come after the predictions, through POST /api/v1/feedback, for accuracy: { source: feedback }."),
        new KeyShape("saturation", Saturation(), "What the agent does while the server says that it is saturated (429, or 503 with Retry-After)."),
        new KeyShape("down", Down(), "When the service counts as down and as up again."),
        new KeyShape("probes", new ListShape(ProbeShapes.Probe), "What is asked of the service; may be missing only beside traffic."))
    {
        RequiredUnless = [("url", "server", "vertex")],
    };

    private static ObjectShape Timeouts() => new(
        new KeyShape("connect", CommonShapes.Span, "Name resolution, TCP and TLS together, from the probe's start.", Example: "2s"),
        new KeyShape("firstByte", CommonShapes.Span, "From the probe's start to the first byte of the response.", Example: "10s"),
        new KeyShape("stall", CommonShapes.Span, "Longest silence between two pieces of the body.", Example: "5s"));

    private static ObjectShape Saturation() => new(
        new KeyShape("backOff", Scalars.Boolean, "Whether inference probes are held back then; each held start is skipped, and counted.", "true", "false"),
        new KeyShape("maxWait", Scalars.Duration(TimeSpan.FromSeconds(1), TimeSpan.FromHours(1)), "The longest that they are held back after one answer, Retry-After included: 1s to 1h, and never more than 10 starts.", "30s", "30s"),
        new KeyShape("waiting", Scalars.Integer(1, 1_000_000), "Requests waiting in the server over which it counts as saturated too; needs traffic.", "no limit", "100"));

    private static ObjectShape Down() => new(
        new KeyShape("after", Scalars.Integer(1, 1000), "Failures in a row of each deciding probe that make it down.", "3", "3"),
        new KeyShape("up", Scalars.Integer(1, 1000), "Successes in a row that make it up again.", "2", "2"),
        new KeyShape("startupGrace", Scalars.Duration(TimeSpan.Zero, TimeSpan.FromDays(1)), "The longest the state starting may last.", "10m", "10m"));
}
