using System.Collections.Immutable;

namespace SlaAgent.Core.Samples;

/// <summary>Names and classes of <see cref="Outcome"/>.</summary>
public static class Outcomes
{
    private static readonly ImmutableArray<string> Names =
    [
        "success", "timeout_connect", "timeout_first_byte", "timeout_total", "stalled", "dns_error", "connection_error", "tls_error",
        "http_3xx", "http_4xx", "http_429", "http_5xx", "grpc_error", "protocol_error", "truncated", "in_band_error", "invalid_response",
        "not_ready", "skipped", "agent_error",
    ];

    /// <summary>All outcomes, in declaration order.</summary>
    public static ImmutableArray<Outcome> All { get; } = [.. Enum.GetValues<Outcome>()];

    /// <summary>The outcome's name in metrics, API and reports.</summary>
    public static string Name(this Outcome outcome) => Names[(int)outcome];

    /// <summary>Whether the outcome says anything about the server: <see cref="Outcome.Skipped"/> and <see cref="Outcome.AgentError"/> do not, and lower coverage instead.</summary>
    public static bool IsMeasurement(this Outcome outcome) => outcome is not (Outcome.Skipped or Outcome.AgentError);

    /// <summary>Whether the outcome is a failure of the server.</summary>
    public static bool IsFailure(this Outcome outcome) => outcome != Outcome.Success && outcome.IsMeasurement();

    /// <summary>
    /// Whether the outcome counts towards the service being down. A server that answers 4xx or 429, or wrongly, is alive: it is degraded.
    /// </summary>
    public static bool CountsTowardsDown(this Outcome outcome) =>
        outcome.IsFailure() && outcome is not (Outcome.Http4xx or Outcome.Http429 or Outcome.InvalidResponse);
}
