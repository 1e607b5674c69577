using SlaAgent.Core.Contracts;

namespace SlaAgent.Commands.Baselines;

/// <summary>What <c>slaagent baseline</c> was asked.</summary>
internal sealed record BaselineRequest
{
    /// <summary>The service.</summary>
    public required string Service { get; init; }

    /// <summary>The agreement whose objectives are looked at; null for all of the service.</summary>
    public string? Agreement { get; init; }

    /// <summary>Weeks to look back.</summary>
    public required int Weeks { get; init; }

    /// <summary>The rolling window of what is proposed.</summary>
    public required TimeSpan Window { get; init; }

    /// <summary>IANA name of the time zone of the week; null for the agent's.</summary>
    public string? TimeZone { get; init; }

    /// <summary>Configuration paths.</summary>
    public required IReadOnlyList<string> Paths { get; init; }

    /// <summary>State folder; null for the configured one.</summary>
    public string? State { get; init; }

    /// <summary>A Prometheus server to read from instead of the ledger.</summary>
    public Uri? Prometheus { get; init; }

    /// <summary>How to prove to it who asks; null for not at all.</summary>
    public Authentication? Auth { get; init; }

    /// <summary>A query of the user's own, for a rate a second.</summary>
    public string? Query { get; init; }

    /// <summary>A CSV file of counts to read instead.</summary>
    public string? Csv { get; init; }

    /// <summary>Its column of times.</summary>
    public required string TimeColumn { get; init; }

    /// <summary>Its column of counts.</summary>
    public required string Column { get; init; }

    /// <summary>Whether demand alone is looked at, which takes no configuration.</summary>
    public bool IsOfDemand => Csv is not null || Query is not null;
}
