using System.Globalization;

namespace SlaAgent.Hosting;

/// <summary>Whether the agent itself is well: not whether the service is.</summary>
internal sealed class AgentHealth(AgentState state, TimeProvider time)
{
    /// <summary>Turns of the loop that may be missed before it counts as dead.</summary>
    private const int MissedTurns = 10;

    private static readonly TimeSpan Floor = TimeSpan.FromSeconds(10);

    private readonly long _startedAt = time.GetTimestamp();

    /// <summary>Null while the evaluation loop beats, else what is wrong.</summary>
    public string? Heartbeat()
    {
        var last = state.LastBeat == 0 ? _startedAt : state.LastBeat;
        var silence = time.GetElapsedTime(last);
        var interval = state.Current?.Configuration.Agent.EvaluationInterval ?? TimeSpan.Zero;
        var allowed = interval * MissedTurns > Floor ? interval * MissedTurns : Floor;
        return silence <= allowed
            ? null
            : string.Create(CultureInfo.InvariantCulture, $"the evaluation loop has not beaten for {silence.TotalSeconds:0} s");
    }

    /// <summary>Null once configured and restored, else what is missing.</summary>
    public string? Readiness() =>
        state.Current is null ? "no configuration in force yet: see /metrics (sla_agent_config_last_reload_successful) and the log" : Heartbeat();
}
