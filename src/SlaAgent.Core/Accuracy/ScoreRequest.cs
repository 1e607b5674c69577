namespace SlaAgent.Core.Accuracy;

/// <summary>A score that is asked for.</summary>
/// <param name="Metric">One of <see cref="ScoreName"/>.</param>
/// <param name="Confidence">Two-sided confidence of its interval; above 0, below 1.</param>
public readonly record struct ScoreRequest(string Metric, decimal Confidence);
