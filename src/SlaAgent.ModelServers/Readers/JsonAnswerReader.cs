using System.Text.Json;
using SlaAgent.Core.Samples;
using SlaAgent.ModelServers.Dialects;
using SlaAgent.ModelServers.Exchanges;
using SlaAgent.ModelServers.Validation;

namespace SlaAgent.ModelServers.Readers;

/// <summary>Reads an answer that is no generated text: anything, or JSON that has what the dialect requires and reports no error.</summary>
internal sealed class JsonAnswerReader(AnswerDialect dialect, ExpectationCheck expectation) : ResponseReader(expectation, dialect.NotReady)
{
    private bool _failed;

    /// <inheritdoc />
    public override string? HeaderAsked => dialect.Form.FailedHeader;

    /// <inheritdoc />
    public override void OnHeader(string value) => _failed = value.Trim().Equals("true", StringComparison.OrdinalIgnoreCase);

    /// <inheritdoc />
    protected override Answer Judge()
    {
        if (_failed && Speaks)
        {
            var message = ErrorMessage.From(Body);
            return Fault(Outcome.InBandError, message.Length == 0 ? $"{dialect.Form.FailedHeader}: true" : $"{dialect.Form.FailedHeader}: {message}");
        }

        string? problem = null;
        var isJson = Speaks && dialect.Form.Rule == AnswerRule.Json;
        using var document = isJson || Expectation.ReadsJson ? JsonBody.Read(Body, dialect.Form.BareNumbers, out problem) : null;
        try
        {
            return Judge(document, problem, isJson);
        }
        catch (InvalidOperationException)
        {
            return Fault(Outcome.InvalidResponse, "the JSON has a name that is not Unicode");
        }
    }

    private Answer Judge(JsonDocument? document, string? problem, bool isJson)
    {
        if (isJson && document is not null && HasError(document.RootElement))
        {
            return Fault(Outcome.InBandError, ErrorMessage.From(Body));
        }

        var wrong = isJson ? (document is null ? problem : Missing(document.RootElement)) : null;
        return (wrong ?? Unmet(document, problem, null) ?? Expectation.TokenFailure(null)) is { } failure
            ? Fault(Outcome.InvalidResponse, failure)
            : new Answer { Outcome = Outcome.Success, Text = Shown() };
    }

    private bool HasError(JsonElement root)
    {
        foreach (var path in dialect.Errors)
        {
            if (path.FindAll(root).Any(value => value.ValueKind is not (JsonValueKind.Null or JsonValueKind.False)))
            {
                return true;
            }
        }

        return false;
    }

    private string? Missing(JsonElement root)
    {
        var isEmpty = false;
        foreach (var path in dialect.Requires)
        {
            foreach (var value in path.FindAll(root))
            {
                if (!IsNothing(value))
                {
                    return null;
                }

                isEmpty = true;
            }
        }

        return dialect.Requires.IsEmpty ? null : $"expected {dialect.Form.Expected}{(isEmpty ? ", got none" : "")}";
    }

    private static bool IsNothing(JsonElement value) =>
        value.ValueKind == JsonValueKind.Null || (value.ValueKind == JsonValueKind.Array && value.GetArrayLength() == 0);
}
