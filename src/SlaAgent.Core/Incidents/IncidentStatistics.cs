namespace SlaAgent.Core.Incidents;

/// <summary>How often incidents came in a period, and how long things took then. What is not defined is null, never zero.</summary>
public sealed record IncidentStatistics
{
    /// <summary>The time that frequencies are given for.</summary>
    public static readonly TimeSpan Month = TimeSpan.FromDays(30);

    /// <summary>Incidents that began in the period.</summary>
    public required int Count { get; init; }

    /// <summary>Those of them that had not ended by the end of the period.</summary>
    public required int Unresolved { get; init; }

    /// <summary>Incidents for 30 days of the period; null where the period has no length.</summary>
    public double? PerThirtyDays { get; init; }

    /// <summary>Mean time from one beginning to the next; null with fewer than two.</summary>
    public TimeSpan? MeanTimeBetween { get; init; }

    /// <summary>Mean time from the true start to the end, of those that ended; null without any.</summary>
    public TimeSpan? MeanTimeToRecover { get; init; }

    /// <summary>The longest of those times; null without any.</summary>
    public TimeSpan? LongestTimeToRecover { get; init; }

    /// <summary>Mean time from the first bad sample to the alert, of those where both are known; null without any.</summary>
    public TimeSpan? MeanTimeToDetect { get; init; }

    /// <summary>Mean time from the alert to the acknowledgement, of those that were acknowledged; null without any.</summary>
    public TimeSpan? MeanTimeToAcknowledge { get; init; }

    /// <summary>Counts the incidents that began in a period.</summary>
    /// <param name="incidents">Incidents of one kind, such as the breaches of one objective, in any order; those that began outside the period are left out.</param>
    /// <param name="from">Start of the period (wall time).</param>
    /// <param name="to">End of the period (wall time), which is not in it.</param>
    public static IncidentStatistics Of(IEnumerable<Incident> incidents, DateTimeOffset from, DateTimeOffset to)
    {
        var begun = incidents.Where(incident => incident.StartedAt >= from && incident.StartedAt < to).OrderBy(incident => incident.StartedAt).ToList();
        var recoveries = begun.Where(incident => incident.EndedAt <= to).Select(incident => incident.EndedAt!.Value - incident.StartedAt).ToList();
        return new IncidentStatistics
        {
            Count = begun.Count,
            Unresolved = begun.Count - recoveries.Count,
            PerThirtyDays = to > from ? begun.Count * (Month / (to - from)) : null,
            MeanTimeBetween = begun.Count < 2 ? null : (begun[^1].StartedAt - begun[0].StartedAt) / (begun.Count - 1),
            MeanTimeToRecover = Mean(recoveries),
            LongestTimeToRecover = recoveries.Count == 0 ? null : recoveries.Max(),
            MeanTimeToDetect = Mean([.. begun.Select(incident => incident.TimeToDetect).OfType<TimeSpan>()]),
            MeanTimeToAcknowledge = Mean([.. begun.Select(incident => incident.TimeToAcknowledge).OfType<TimeSpan>()]),
        };
    }

    private static TimeSpan? Mean(List<TimeSpan> spans) =>
        spans.Count == 0 ? null : TimeSpan.FromTicks((long)spans.Average(span => (double)span.Ticks));
}
