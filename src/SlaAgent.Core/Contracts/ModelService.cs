namespace SlaAgent.Core.Contracts;

/// <summary>What is measured: one model behind one address, and the probes that ask it.</summary>
public sealed record ModelService
{
    /// <summary>DNS-label name, unique among services.</summary>
    public required string Name { get; init; }

    /// <summary>User's labels: on alerts and reports, on metrics only as <c>label_…</c> of <c>sla_service_info</c>.</summary>
    public LabelSet Labels { get; init; } = LabelSet.Empty;

    /// <summary>Id of the preset (<c>http</c>, <c>kserve-v2</c>, <c>vllm</c>, …).</summary>
    public required string Server { get; init; }

    /// <summary>Base address, http, https, grpc or grpcs, without user information.</summary>
    public required Uri Url { get; init; }

    /// <summary>Whether it is asked over gRPC.</summary>
    public bool IsGrpc => Url.Scheme is "grpc" or "grpcs";

    /// <summary>Whether it is asked over TLS.</summary>
    public bool IsSecure => Url.Scheme is "https" or "grpcs";

    /// <summary>The model's name on the server; null where the preset needs none.</summary>
    public string? Model { get; init; }

    /// <summary>The model's version on the server; null for the server's own choice.</summary>
    public string? ModelVersion { get; init; }

    /// <summary>Whether probes keep their connection.</summary>
    public ConnectionReuse Connection { get; init; } = ConnectionReuse.Reused;

    /// <summary>Host header to send instead of the address's own; null for none.</summary>
    public string? Host { get; init; }

    /// <summary>Which addresses of a DNS answer are used.</summary>
    public AddressFamilyPreference AddressFamily { get; init; } = AddressFamilyPreference.Any;

    /// <summary>Deadlines of single stages beside each probe's total one.</summary>
    public StageTimeouts Timeouts { get; init; } = new();

    /// <summary>How the agent proves who it is; null for not at all.</summary>
    public Authentication? Auth { get; init; }

    /// <summary>TLS settings; null for the system's.</summary>
    public TlsSettings? Tls { get; init; }

    /// <summary>Plain extra headers, none of them secret.</summary>
    public LabelSet Headers { get; init; } = LabelSet.Empty;

    /// <summary>When the service counts as down and as up again.</summary>
    public DownPolicy Down { get; init; } = new();

    /// <summary>What the agent does while the server says that it has more to do than it can.</summary>
    public SaturationPolicy Saturation { get; init; } = new();

    /// <summary>How its users' requests are read from its own metrics; null for not at all.</summary>
    public TrafficSettings? Traffic { get; init; }

    /// <summary>Open-loop load that is put on it, in the order written.</summary>
    public EquatableArray<LoadProbe> Loads { get; init; }

    /// <summary>Evaluations against labelled data, in the order written.</summary>
    public EquatableArray<EvaluationProbe> Evaluations { get; init; }

    /// <summary>How truths that come later are judged; null where there are none.</summary>
    public FeedbackSettings? Feedback { get; init; }

    /// <summary>The probes of health and inference, in the order written.</summary>
    public required EquatableArray<Probe> Probes { get; init; }
}
