using System.Text.Json;
using SlaAgent.Core.Samples;
using SlaAgent.ModelServers.Exchanges;
using SlaAgent.ModelServers.Presets;
using SlaAgent.ModelServers.Validation;

namespace SlaAgent.ModelServers.Readers;

/// <summary>Reads the answer to a preset's own health question.</summary>
internal sealed class HealthReader(HealthPreset preset, string? model, ExpectationCheck expectation) : ResponseReader(expectation)
{
    /// <inheritdoc />
    protected override Answer Judge()
    {
        string? problem = null;
        using var document = Expectation.ReadsJson || preset.Rule != HealthRule.StatusOnly ? JsonBody.Read(Body, out problem) : null;
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
        preset.NotReadyStatuses.AsSpan().Contains(Status) ? Fault(Outcome.NotReady, StatusDetail()) : base.Refused();

    private (Outcome Outcome, string Detail)? Denial(JsonDocument? document, string? problem)
    {
        if (preset.Rule == HealthRule.StatusOnly)
        {
            return null;
        }

        if (document is not null && ErrorMessage.IsError(document.RootElement))
        {
            return (Outcome.InBandError, ErrorMessage.From(Body));
        }

        return preset.Rule == HealthRule.ReadyField ? NotReady(document) : NotListed(document, problem);
    }

    private static (Outcome Outcome, string Detail)? NotReady(JsonDocument? document)
    {
        if (document is not { RootElement: { ValueKind: JsonValueKind.Object } root })
        {
            return null;
        }

        foreach (var name in (ReadOnlySpan<string>)["ready", "live"])
        {
            if (root.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.True)
            {
                return (Outcome.NotReady, $"the server says {name}: {JsonText.Of(value)}");
            }
        }

        return null;
    }

    private (Outcome Outcome, string Detail)? NotListed(JsonDocument? document, string? problem)
    {
        if (document is null)
        {
            return (Outcome.InvalidResponse, problem!);
        }

        var root = document.RootElement;
        if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("data", out var list) || list.ValueKind != JsonValueKind.Array)
        {
            return (Outcome.InvalidResponse, "expected a list of models under data");
        }

        var ids = list.EnumerateArray().Select(Id).OfType<string>().ToList();
        if (model is null || ids.Contains(model, StringComparer.Ordinal))
        {
            return null;
        }

        var listed = ids.Count == 0 ? "none" : string.Join(", ", ids.Take(5));
        return (Outcome.NotReady, $"the server does not list the model {model}; it lists {listed}");
    }

    private static string? Id(JsonElement item) =>
        item.ValueKind == JsonValueKind.Object && item.TryGetProperty("id", out var id) && id.ValueKind == JsonValueKind.String ? JsonText.Of(id) : null;
}
