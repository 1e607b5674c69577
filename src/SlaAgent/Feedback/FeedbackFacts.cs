namespace SlaAgent.Feedback;

/// <summary>What is known of a service's predictions in a window.</summary>
/// <param name="Predictions">Predictions.</param>
/// <param name="Labelled">Those of them with a label.</param>
/// <param name="Oldest">When the oldest of them was made; null for none.</param>
/// <param name="Newest">When the youngest of them was made; null for none.</param>
/// <param name="LabelsWithoutPrediction">Labels whose prediction has not come.</param>
/// <param name="Corrected">Labels that replaced another one, since the beginning.</param>
/// <param name="Dropped">Predictions that were still in the window and went because there were too many, since the beginning.</param>
internal sealed record FeedbackFacts(long Predictions, long Labelled, DateTimeOffset? Oldest, DateTimeOffset? Newest, long LabelsWithoutPrediction, long Corrected, long Dropped);
