using System.Text;
using System.Text.Json;
using SlaAgent.Core.Contracts;
using SlaAgent.Core.Samples;
using SlaAgent.ModelServers.Exchanges;
using SlaAgent.ModelServers.Readers;
using SlaAgent.ModelServers.Validation;
using SlaAgent.Protocols.Grpc;

namespace SlaAgent.ModelServers.Grpc;

/// <summary>Reads the answer to ModelInfer, and holds it against the same expectations as the REST form's: it is judged as that form's JSON.</summary>
internal sealed class InferenceReader(ExpectedModel model, EquatableArray<string> notReady, ExpectationCheck expectation, TimeSpan deadline) : GrpcReader(deadline)
{
    private const int ShownText = 2048;

    private static readonly Google.Protobuf.MessageParser<ModelInferResponse> Parser = ModelInferResponse.Parser.WithDiscardUnknownFields(true);

    /// <inheritdoc />
    protected override Answer Judge(ReadOnlySpan<byte> message)
    {
        var response = Parser.ParseFrom(message);
        var json = InferenceResponseJson.Write(response, out var unreadable);
        var text = Encoding.UTF8.GetString(json.Span);
        using var document = JsonDocument.Parse(json);
        expectation.Version?.TakeVersion(document.RootElement);
        var problem = unreadable
            ?? OpenInferenceAnswer.Problem(document.RootElement, model)
            ?? expectation.JsonFailure(document.RootElement)
            ?? (expectation.ReadsText ? expectation.TextFailure(text) : null)
            ?? expectation.TokenFailure(null);
        var shown = text.Length > ShownText ? text[..ShownText] : text;
        return problem is null
            ? new Answer { Outcome = Outcome.Success, Text = shown }
            : Fault(Outcome.InvalidResponse, problem) with { Text = shown };
    }

    /// <inheritdoc />
    protected override bool MeansNotReady(int code, string message) => NotReadyWords.Say(message, notReady);
}
