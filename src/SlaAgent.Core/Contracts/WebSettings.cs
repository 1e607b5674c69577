namespace SlaAgent.Core.Contracts;

/// <summary>How the agent's own server guards itself: what a web configuration file of Prometheus's exporter toolkit says.</summary>
public sealed record WebSettings
{
    /// <summary>TLS; null for none.</summary>
    public WebTls? Tls { get; init; }

    /// <summary>Whether HTTP/2 is offered over TLS.</summary>
    public bool Http2 { get; init; } = true;

    /// <summary>Headers of every answer.</summary>
    public LabelSet Headers { get; init; } = LabelSet.Empty;

    /// <summary>Who may ask, by basic authentication; empty for everyone.</summary>
    public EquatableArray<WebUser> Users { get; init; }
}
