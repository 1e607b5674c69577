namespace SlaAgent.Feedback;

/// <summary>What was sent, read.</summary>
internal sealed record FeedbackRequest
{
    /// <summary>The service it names; null for none.</summary>
    public string? Service { get; init; }

    /// <summary>The items that can be read.</summary>
    public List<FeedbackItem> Items { get; } = [];

    /// <summary>The others.</summary>
    public List<FeedbackRefusal> Refused { get; } = [];

    /// <summary>Why nothing of it can be read; null where something can.</summary>
    public string? Problem { get; init; }
}
