namespace SlaAgent.Feedback;

/// <summary>A prediction that is kept.</summary>
/// <param name="At">When it was made, in milliseconds of Unix time.</param>
/// <param name="Id">What names it.</param>
/// <param name="Prediction">What was predicted.</param>
/// <param name="Score">Its score; null for none.</param>
/// <param name="Label">The truth; null where it has not come.</param>
/// <param name="LabelNumber">A number that rises with each label that comes or is corrected; 0 without one.</param>
internal readonly record struct FeedbackRow(long At, string Id, string Prediction, double? Score, string? Label, long LabelNumber);
