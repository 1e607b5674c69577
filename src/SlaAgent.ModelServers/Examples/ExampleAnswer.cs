namespace SlaAgent.ModelServers.Examples;

/// <summary>What an answer that was a success says of the example it was asked about.</summary>
/// <param name="Prediction">The prediction as text, after normalisation: of a JSON string its content, of any other JSON value its JSON. Null where there is no such answer.</param>
/// <param name="Score">The score; null where none is asked for.</param>
/// <param name="Version">The model's version as the answer says it; null where it does not.</param>
public readonly record struct ExampleAnswer(string? Prediction, double? Score, string? Version);
