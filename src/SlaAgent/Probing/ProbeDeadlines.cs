using SlaAgent.Core.Contracts;

namespace SlaAgent.Probing;

/// <summary>A probe's deadlines; all but <paramref name="Stall"/> count from its start.</summary>
/// <param name="Total">To the end of the body.</param>
/// <param name="Connect">To the end of the TLS handshake.</param>
/// <param name="FirstByte">To the first byte of the response.</param>
/// <param name="Stall">The longest silence once the response has begun.</param>
internal readonly record struct ProbeDeadlines(TimeSpan Total, TimeSpan Connect, TimeSpan FirstByte, TimeSpan Stall)
{
    /// <summary>The deadlines of <paramref name="probe"/>: a stage without one of its own has the total.</summary>
    public static ProbeDeadlines Of(Probe probe, StageTimeouts stages) => new(
        probe.Timeout,
        Least(stages.Connect, probe.Timeout),
        Least(stages.FirstByte, probe.Timeout),
        Least(stages.Stall, probe.Timeout));

    private static TimeSpan Least(TimeSpan? stage, TimeSpan total) => stage is { } own && own < total ? own : total;
}
