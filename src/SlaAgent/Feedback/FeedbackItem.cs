namespace SlaAgent.Feedback;

/// <summary>A prediction, its truth, or both, as a user sent them. Nothing of it is ever logged.</summary>
/// <param name="Index">Its place in the request, counted from 0.</param>
/// <param name="Id">What names the prediction.</param>
/// <param name="Prediction">What was predicted, as canonical text; null where it came or comes by itself.</param>
/// <param name="Score">The probability that it is positive; null for none.</param>
/// <param name="Label">The truth, as canonical text; null where it came or comes by itself.</param>
/// <param name="Time">When the prediction was made; null where it is not said.</param>
internal sealed record FeedbackItem(int Index, string Id, string? Prediction, double? Score, string? Label, DateTimeOffset? Time);
