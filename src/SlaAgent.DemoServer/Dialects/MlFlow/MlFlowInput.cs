using System.Collections.Immutable;
using System.Text.Json;
using SlaAgent.DemoServer.Classification;
using SlaAgent.DemoServer.Http;

namespace SlaAgent.DemoServer.Dialects.MlFlow;

/// <summary>Reads a scoring request: exactly one of the four forms.</summary>
internal static class MlFlowInput
{
    private static readonly ImmutableArray<string> Forms = ["dataframe_split", "dataframe_records", "instances", "inputs"];

    /// <summary>The rows of a JSON body.</summary>
    /// <exception cref="FormatException">It has none of the forms or more than one, or no rows in it.</exception>
    public static ImmutableArray<double[]> Read(string body, int features)
    {
        using var document = JsonBody.Parse(body);
        var root = document.RootElement;
        if (root.ValueKind != JsonValueKind.Object)
        {
            throw Wrong(root.ValueKind == JsonValueKind.Array ? "Received a list" : "Received unexpected input type");
        }

        var given = Forms.Where(form => root.TryGetProperty(form, out _)).ToList();
        if (given.Count != 1)
        {
            throw Wrong($"Received dictionary with input fields: [{string.Join(", ", root.EnumerateObject().Take(8).Select(field => $"'{field.Name}'"))}]");
        }

        var form = root.GetProperty(given[0]);
        return given[0] == "dataframe_split" ? FeatureRows.Under(form, "data", features) : FeatureRows.Read(form, features);
    }

    private static FormatException Wrong(string received) =>
        new($"The input must be a JSON dictionary with exactly one of the input fields {{{string.Join(", ", Forms.Select(form => $"'{form}'"))}}}. {received}.");
}
