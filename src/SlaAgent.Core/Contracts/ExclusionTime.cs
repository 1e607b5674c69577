namespace SlaAgent.Core.Contracts;

/// <summary>When an exclusion is.</summary>
public abstract record ExclusionTime
{
    private ExclusionTime()
    {
    }

    /// <summary>Once.</summary>
    /// <param name="From">When it begins.</param>
    /// <param name="To">When it ends; after <paramref name="From"/>.</param>
    public sealed record Once(DateTimeOffset From, DateTimeOffset To) : ExclusionTime;

    /// <summary>Again and again, at times of the wall clock.</summary>
    /// <param name="Expression">Cron expression of five fields, as written; valid.</param>
    /// <param name="TimeZone">IANA name of the zone it is meant in; known to this system.</param>
    /// <param name="Duration">How long it lasts each time: elapsed time, whatever clocks are set meanwhile.</param>
    public sealed record Again(string Expression, string TimeZone, TimeSpan Duration) : ExclusionTime;
}
