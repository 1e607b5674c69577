using System.Text;
using System.Text.Json;
using SlaAgent.Core.Samples;
using SlaAgent.ModelServers.Dialects;
using SlaAgent.ModelServers.Exchanges;
using SlaAgent.ModelServers.Validation;

namespace SlaAgent.ModelServers.Readers;

/// <summary>Reads the answer to a preset's own health question.</summary>
internal sealed class HealthReader(HealthDialect dialect, ExpectationCheck expectation) : ResponseReader(expectation)
{
    private const int ShownValues = 5;

    /// <inheritdoc />
    protected override Answer Judge()
    {
        string? problem = null;
        using var document = Expectation.ReadsJson || dialect.ReadsJson ? JsonBody.Read(Body, out problem) : null;
        try
        {
            if (Speaks && Denial(document, problem) is var (outcome, detail))
            {
                return Fault(outcome, detail);
            }
        }
        catch (InvalidOperationException)
        {
            return Fault(Outcome.InvalidResponse, "the JSON has a name that is not Unicode");
        }

        return (Unmet(document, problem, null) ?? Expectation.TokenFailure(null)) is { } unmet
            ? Fault(Outcome.InvalidResponse, unmet)
            : new Answer { Outcome = Outcome.Success, Text = Shown() };
    }

    /// <inheritdoc />
    protected override Answer Refused() =>
        dialect.Question.NotReady.AsSpan().Contains(Status) ? Fault(Outcome.NotReady, StatusDetail()) : base.Refused();

    private (Outcome Outcome, string Detail)? Denial(JsonDocument? document, string? problem)
    {
        if (dialect.ReadsJson && document is not null && ErrorMessage.IsError(document.RootElement))
        {
            return (Outcome.InBandError, ErrorMessage.From(Body));
        }

        return NotReady(document)
            ?? (dialect.Field is { } field ? Denial(field, document, problem) : null)
            ?? (dialect.Question.Contains is { } text && Body.Span.IndexOf(Encoding.UTF8.GetBytes(text)) < 0
                ? (Outcome.NotReady, $"the server does not say {text}: {DetailText.Clean(DetailText.Clean(Body.Span), 60)}")
                : null);
    }

    private (Outcome Outcome, string Detail)? NotReady(JsonDocument? document)
    {
        if (document is not { RootElement: { ValueKind: JsonValueKind.Object } root })
        {
            return null;
        }

        foreach (var name in dialect.Question.Flags)
        {
            if (root.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.True)
            {
                return (Outcome.NotReady, $"the server says {name}: {JsonText.Of(value)}");
            }
        }

        return null;
    }

    private (Outcome Outcome, string Detail)? Denial(JsonPath field, JsonDocument? document, string? problem)
    {
        if (document is null)
        {
            return (Outcome.InvalidResponse, problem!);
        }

        if (!dialect.HasList(document.RootElement))
        {
            return (Outcome.InvalidResponse, dialect.IsListing ? $"expected a list of models under {dialect.ListName}" : $"expected a value at {field}");
        }

        // Without a model's name there is none to look for.
        var values = field.FindAll(document.RootElement).Where(value => !dialect.IsListing || value.ValueKind == JsonValueKind.String).Select(JsonText.Of).ToList();
        if (dialect.Wanted is not { } wanted || values.Exists(dialect.IsWanted))
        {
            return null;
        }

        var said = values.Count == 0 ? "none" : string.Join(", ", values.Take(ShownValues));
        return (Outcome.NotReady, dialect.IsListing
            ? $"the server does not list the model {wanted}; it lists {said}"
            : $"the server says {field}: {said}, expected {wanted}");
    }
}
