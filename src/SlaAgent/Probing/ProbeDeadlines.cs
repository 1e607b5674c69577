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
    /// <remarks>None is later than that of a later stage: without a connection by the first byte's deadline, there is no first byte either.</remarks>
    public static ProbeDeadlines Of(Probe probe, StageTimeouts stages)
    {
        var firstByte = Least(stages.FirstByte, probe.Timeout);
        return new(probe.Timeout, Least(stages.Connect, firstByte), firstByte, Least(stages.Stall, probe.Timeout));
    }

    private static TimeSpan Least(TimeSpan? stage, TimeSpan total) => stage is { } own && own < total ? own : total;
}
