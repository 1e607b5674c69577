using System.Text.Json;
using SlaAgent.Core.Samples;
using SlaAgent.ModelServers.Dialects;
using SlaAgent.ModelServers.Exchanges;
using SlaAgent.ModelServers.Validation;

namespace SlaAgent.ModelServers.Readers;

/// <summary>Reads the answer to an inference request of the Open Inference Protocol (REST).</summary>
internal sealed class OpenInferenceReader(AnswerDialect dialect, ExpectedModel model, ExpectationCheck expectation) : ResponseReader(expectation, dialect.NotReady)
{
    /// <inheritdoc />
    protected override Answer Judge()
    {
        using var document = JsonBody.Read(Body, out var problem);
        try
        {
            return Judge(document, problem);
        }
        catch (InvalidOperationException)
        {
            return Fault(Outcome.InvalidResponse, "the JSON has a name that is not Unicode");
        }
    }

    private Answer Judge(JsonDocument? document, string? problem)
    {
        if (Speaks && document is not null && ErrorMessage.IsError(document.RootElement))
        {
            return Fault(Outcome.InBandError, ErrorMessage.From(Body));
        }

        var wrong = Speaks ? (document is null ? problem : OpenInferenceAnswer.Problem(document.RootElement, model)) : null;
        return (wrong ?? Unmet(document, problem, null) ?? Expectation.TokenFailure(null)) is { } failure
            ? Fault(Outcome.InvalidResponse, failure)
            : new Answer { Outcome = Outcome.Success, Text = Shown() };
    }
}
