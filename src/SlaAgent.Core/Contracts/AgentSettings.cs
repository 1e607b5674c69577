namespace SlaAgent.Core.Contracts;

/// <summary>The daemon itself.</summary>
public sealed record AgentSettings
{
    /// <summary>Name of the agent document.</summary>
    public string Name { get; init; } = "agent";

    /// <summary>Where the agent stands.</summary>
    public AgentPosition Position { get; init; } = AgentPosition.Outside;

    /// <summary>One of several agents with the same agreements: resolved is never sent.</summary>
    public bool Ha { get; init; }

    /// <summary>Lowest level logged: trace, debug, info, warn or error.</summary>
    public string LogLevel { get; init; } = "info";

    /// <summary>Whether log lines are JSON.</summary>
    public bool LogJson { get; init; }

    /// <summary>Address to listen on; null where not configured (command line and environment come first).</summary>
    public Uri? Listen { get; init; }

    /// <summary>TLS and basic authentication of the agent's own server; null for neither.</summary>
    public WebSettings? Web { get; init; }

    /// <summary>File with the token for writes through the API; null for none.</summary>
    public string? ApiTokenFile { get; init; }

    /// <summary>State folder; null where not configured.</summary>
    public string? StateFolder { get; init; }

    /// <summary>Largest size of the state in bytes, database and log together.</summary>
    public long StateLimitBytes { get; init; } = 128L * 1024 * 1024;

    /// <summary>How long what is on the record is kept.</summary>
    public TimeSpan LedgerKeep { get; init; } = TimeSpan.FromDays(400);

    /// <summary>File with the private key that signs what goes on the record; null for none.</summary>
    public string? LedgerSigningKeyFile { get; init; }

    /// <summary>IANA name of the zone in which times are shown.</summary>
    public string TimeZone { get; init; } = "UTC";

    /// <summary>Time between two evaluations.</summary>
    public TimeSpan EvaluationInterval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Whether reload and drain are accepted from outside the loopback.</summary>
    public bool Lifecycle { get; init; }

    /// <summary>Whether an always-firing alert is kept up.</summary>
    public bool Watchdog { get; init; }

    /// <summary>Labels on every alert.</summary>
    public LabelSet Labels { get; init; } = LabelSet.Empty;

    /// <summary>OTLP endpoint; null for the OTEL_* variables.</summary>
    public Uri? OtlpEndpoint { get; init; }

    /// <summary>Whether the metrics of the OpenTelemetry conventions for generative AI are recorded too.</summary>
    public bool GenAi { get; init; }

    /// <summary>Where alerts are sent.</summary>
    public EquatableArray<Receiver> Receivers { get; init; }

    /// <summary>Where results of evaluations are sent.</summary>
    public EquatableArray<ResultSink> Results { get; init; }
}
