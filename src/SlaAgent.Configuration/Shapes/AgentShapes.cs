namespace SlaAgent.Configuration.Shapes;

/// <summary>What stands under <c>spec</c> of an Agent.</summary>
internal static class AgentShapes
{
    private static readonly KeyShape s_auth = new("auth", CommonShapes.Auth, "How the agent proves who it is.");

    private static readonly KeyShape s_tls = new("tls", CommonShapes.Tls, "TLS settings.", "the system's");

    public static readonly ObjectShape Spec = new(
        new KeyShape("position", Scalars.OneOf("outside", "sidecar"), "Where the agent stands.", "$SLAAGENT_POSITION, else outside", "sidecar"),
        new KeyShape("keeper", Scalars.Boolean, "Whether it reads fleet counters and owns what follows from SLAs of scope fleet.", "false", "true") { Later = true },
        new KeyShape("ha", Scalars.Boolean, "One of several agents with the same SLAs: never sends resolved, lets endsAt run out.", "false", "true"),
        new KeyShape(
            "logging",
            new ObjectShape(
                new KeyShape("level", Scalars.OneOf("trace", "debug", "info", "warn", "error"), "Lowest level that is logged.", "info", "debug"),
                new KeyShape("format", Scalars.OneOf("text", "json"), "Form of a line.", "text", "json")),
            "Logging."),
        new KeyShape("listen", Scalars.Url, "Address to listen on; --listen and $SLAAGENT_LISTEN come first.", "http://127.0.0.1:9464", "http://0.0.0.0:9464"),
        new KeyShape("web", new ObjectShape(new KeyShape("configFile", Scalars.SecretFile, "File in the form of Prometheus's exporter toolkit.", Example: "web.conf") { Required = true }), "TLS, client certificates and basic authentication of the agent's own server."),
        new KeyShape("apiTokenFile", Scalars.SecretFile, "File with the token for writing through the API.", Example: "/run/secrets/api"),
        new KeyShape("state", Scalars.Text, "State folder; --state comes first.", "$XDG_STATE_HOME/slaagent", "/var/lib/slaagent"),
        new KeyShape("stateLimit", Scalars.Size, "Largest size of the state.", "128MiB", "128MiB"),
        new KeyShape(
            "ledger",
            new ObjectShape(
                new KeyShape("keep", Scalars.Duration(TimeSpan.FromDays(1), TimeSpan.FromDays(3650)), "How long what is on the record is kept.", "400d", "400d"),
                new KeyShape("signingKeyFile", Scalars.SecretFile, "File with the private key (ECDSA over P-256, PEM) that signs what goes on the record.", Example: "/run/secrets/ledger.pem")),
            "The record that reports are made of."),
        new KeyShape("timeZone", Scalars.TimeZone, "Zone in which times are shown and schedules meant.", "UTC", "Europe/Berlin"),
        new KeyShape("evaluation", new ObjectShape(new KeyShape("interval", Scalars.Duration(TimeSpan.FromMilliseconds(100), TimeSpan.FromMinutes(5)), "Time between two evaluations.", "1s", "1s")), "The evaluation loop."),
        new KeyShape("lifecycle", Scalars.Boolean, "Whether /-/reload and /-/drain are accepted from outside the loopback.", "false", "true"),
        new KeyShape("watchdog", Scalars.Boolean, "An always-firing alert, so that silence is noticed.", "false", "true"),
        new KeyShape("labels", CommonShapes.Labels, "Labels on every alert.", Example: "{ cluster: prod-eu }"),
        new KeyShape("otlp", new ObjectShape(new KeyShape("endpoint", Scalars.Url, "Where telemetry is sent.", Example: "http://otel:4317") { Required = true }), "OTLP export.", "the OTEL_* variables"),
        new KeyShape("telemetry", new ObjectShape(new KeyShape("genAi", Scalars.Boolean, "Whether the gen_ai.client.operation.* metrics of the OpenTelemetry conventions are recorded for prompts too.", "false", "true")), "More telemetry."),
        new KeyShape("history", new ObjectShape(new KeyShape("prometheusUrl", Scalars.Url, "Address of a Prometheus.", Example: "http://prometheus:9090") { Required = true }), "Where windows are restored from when the state is empty.") { Later = true },
        new KeyShape("receivers", new ListShape(Receiver(), least: 0), "Where alerts are sent."),
        new KeyShape("results", new ListShape(ResultShapes.Sink, least: 0), "Where results of evaluations are sent, beside metrics, state and OTLP."));

    private static ObjectShape Receiver() => new(
        new KeyShape("name", Scalars.Name, "Unique among receivers.", Example: "oncall") { Required = true },
        new KeyShape("alertmanager", new ObjectShape(new KeyShape("urls", new ListShape(Scalars.Url), "Base addresses; every one gets every alert.", Example: "[\"http://am-0:9093\"]") { Required = true }, new KeyShape("replayDelay", CommonShapes.Span, "Shortest time between the first acceptance of firing and the post of resolved; longer than the route's group_wait.", "45s", "45s"), s_auth, s_tls), "A cluster of Alertmanagers."),
        new KeyShape("webhook", Hook("url", "urlFile"), "A webhook in Alertmanager's format, version 4."),
        new KeyShape("cloudEvents", Hook("url", "urlFile"), "Whatever takes CloudEvents, version 1.0, in structured mode."),
        new KeyShape("pagerDuty", new ObjectShape(new KeyShape("routingKeyFile", Scalars.SecretFile, "File with the routing key.", Example: "/run/secrets/pd") { Required = true }, new KeyShape("url", Scalars.Url, "Address of the events API.", "PagerDuty's", "https://events.example.org")), "A service of PagerDuty (Events API, version 2)."),
        new KeyShape("slack", new ObjectShape(new KeyShape("webhookUrlFile", Scalars.SecretAddressFile, "File with the address of the incoming webhook.", Example: "/run/secrets/slack") { Required = true }), "A channel of Slack (incoming webhook)."))
    {
        Rules = [KeyRule.ExactlyOne("alertmanager", "webhook", "cloudEvents", "pagerDuty", "slack")],
    };

    private static ObjectShape Hook(string url, string urlFile) => new(
        new KeyShape(url, Scalars.HookUrl, "Address, where it is not secret.", Example: "http://127.0.0.1:9000/hook"),
        new KeyShape(urlFile, Scalars.SecretAddressFile, "File with the address, where it is secret.", Example: "/run/secrets/hook"),
        s_auth,
        s_tls)
    {
        Rules = [KeyRule.ExactlyOne(url, urlFile)],
    };
}
