namespace SlaAgent.Feedback;

/// <summary>What became of a batch. Each item that was taken is in exactly one of its counts, by the most that it changed.</summary>
internal sealed record FeedbackOutcome
{
    /// <summary>Predictions, and labels, under an id that was not known.</summary>
    public int Created { get; set; }

    /// <summary>Ids that were known and now have the other half too.</summary>
    public int Completed { get; set; }

    /// <summary>Labels that replace another one.</summary>
    public int Corrected { get; set; }

    /// <summary>Items that say nothing new.</summary>
    public int Unchanged { get; set; }

    /// <summary>Items that contradict what is kept.</summary>
    public List<FeedbackRefusal> Refused { get; } = [];
}
