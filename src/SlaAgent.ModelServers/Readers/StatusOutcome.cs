using SlaAgent.Core.Samples;

namespace SlaAgent.ModelServers.Readers;

/// <summary>What a status that was not asked for means.</summary>
internal static class StatusOutcome
{
    /// <summary>The outcome of the status's class; an unlisted 2xx is an answer other than the expected one.</summary>
    public static Outcome Of(int status) => status switch
    {
        429 => Outcome.Http429,
        >= 200 and < 300 => Outcome.InvalidResponse,
        >= 300 and < 400 => Outcome.Http3xx,
        >= 400 and < 500 => Outcome.Http4xx,
        >= 500 and < 600 => Outcome.Http5xx,
        _ => Outcome.ProtocolError,
    };
}
