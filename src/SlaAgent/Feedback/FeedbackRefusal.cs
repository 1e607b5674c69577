namespace SlaAgent.Feedback;

/// <summary>Why an item was not taken.</summary>
/// <param name="Index">Its place in the request, counted from 0.</param>
/// <param name="Id">What names it; null where it has no name.</param>
/// <param name="Reason">What is wrong, and what to do.</param>
internal sealed record FeedbackRefusal(int Index, string? Id, string Reason);
