using SlaAgent.Core.Contracts;
using SlaAgent.ModelServers.Validation;

namespace SlaAgent.ModelServers.Dialects;

/// <summary>How the answers of one <see cref="Endpoint"/> are read, made ready once.</summary>
/// <param name="endpoint">The endpoint.</param>
/// <param name="notReady">Words by which the server says that its model is not ready; empty for none.</param>
internal sealed class AnswerDialect(Endpoint endpoint, EquatableArray<string> notReady = default)
{
    private readonly JsonPath[] _requires = [.. endpoint.Body.Requires.Select(JsonPath.ParseAny)];
    private readonly JsonPath[] _errors = [.. endpoint.Body.Fields.Error.Select(JsonPath.ParseAny)];

    /// <summary>Where an answer, in one piece or as a stream, says the model's version.</summary>
    public JsonPath[] Versions { get; } = [.. endpoint.Body.Fields.Version.Select(JsonPath.ParseAny)];

    /// <summary>How an answer in one piece is read.</summary>
    public BodyForm Form => endpoint.Body;

    /// <summary>Words by which the server says that its model is not ready, under a status that refuses.</summary>
    public EquatableArray<string> NotReady => notReady;

    /// <summary>Where an answer in one piece holds what.</summary>
    public FieldTree Fields { get; } = new(endpoint.Body.Fields);

    /// <summary>How a streamed answer is read; null where there are none.</summary>
    public StreamDialect? Stream { get; } = endpoint.Stream is { } stream ? new(stream) : null;

    /// <summary>Values of which at least one must be there.</summary>
    public ReadOnlySpan<JsonPath> Requires => _requires;

    /// <summary>Values that are errors where they are neither null nor false.</summary>
    public ReadOnlySpan<JsonPath> Errors => _errors;
}
