namespace SlaAgent.Core.Contracts;

/// <summary>When something that takes a while (a run of load) begins, again and again.</summary>
public abstract record RunSchedule
{
    private RunSchedule()
    {
    }

    /// <summary>The longest time between two starts: what one run stands for.</summary>
    public abstract TimeSpan LongestGap { get; }

    /// <summary>At a fixed rate on the monotonic clock.</summary>
    /// <param name="Interval">Time between two starts.</param>
    public sealed record Every(TimeSpan Interval) : RunSchedule
    {
        /// <inheritdoc />
        public override TimeSpan LongestGap => Interval;
    }

    /// <summary>At times of the wall clock.</summary>
    /// <param name="Expression">Cron expression of five fields, as written; valid.</param>
    /// <param name="TimeZone">IANA name of the zone it is meant in; known to this system.</param>
    /// <param name="Gap">The longest time between two of its times.</param>
    public sealed record Cron(string Expression, string TimeZone, TimeSpan Gap) : RunSchedule
    {
        /// <inheritdoc />
        public override TimeSpan LongestGap => Gap;
    }
}
