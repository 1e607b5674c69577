namespace SlaAgent.Reports;

/// <summary>Which report is asked for.</summary>
/// <param name="Agreement">Name of the agreement.</param>
/// <param name="Now">When it is asked for.</param>
internal sealed record ReportQuery(string Agreement, DateTimeOffset Now)
{
    /// <summary>A period of the calendar, as people write it; null for none.</summary>
    public string? Period { get; init; }

    /// <summary>Start of a time of one's own; null for none.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>End of it; null for now.</summary>
    public DateTimeOffset? To { get; init; }
}
