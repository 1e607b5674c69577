namespace SlaAgent.ModelServers.Presets;

/// <summary>How a kind of server is asked to infer.</summary>
/// <param name="Path">Template of the path, see <see cref="PathTemplate"/>; null where only the user knows.</param>
/// <param name="Dialect">How the answer is read.</param>
internal sealed record InferencePreset(string? Path, AnswerDialect Dialect);
