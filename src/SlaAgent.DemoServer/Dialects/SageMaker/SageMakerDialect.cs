using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Json;
using SlaAgent.DemoServer.Classification;
using SlaAgent.DemoServer.Http;

namespace SlaAgent.DemoServer.Dialects.SageMaker;

/// <summary>A SageMaker container: an empty ping, and /invocations of lines or JSON, answered in kind.</summary>
internal static class SageMakerDialect
{
    private static readonly ErrorForm Errors = ErrorForm.Plain();

    public static DialectDefinition Definition { get; } = new(parts =>
    {
        var desk = new PredictionDesk(parts);
        return
        [
            new RouteGroup(Errors,
            [
                HealthRoute.Of("/ping", HealthRole.AllModels, new(200), new(503)),
                new("POST", "/invocations", call => InvokeAsync(call, desk)),
            ]),
        ];
    });

    private static Task InvokeAsync(RequestCall call, PredictionDesk desk)
    {
        var isLines = call.Http.Request.ContentType?.StartsWith("text/csv", StringComparison.OrdinalIgnoreCase) ?? false;
        return desk.ServeBodyAsync(
            call,
            body => isLines ? FeatureRows.FromText(body, desk.Features) : Read(body, desk.Features),
            rows => isLines
                ? (Lines(rows), "text/csv; charset=utf-8")
                : (JsonAnswer.Bytes(writer => Write(writer, rows)), "application/json"));
    }

    // {"instances": [{"features": [..]}]}, as the built-in algorithms take it, or lists.
    private static ImmutableArray<double[]> Read(string body, int features)
    {
        using var document = JsonBody.Parse(body);
        var rows = document.RootElement.ValueKind == JsonValueKind.Object && document.RootElement.TryGetProperty("instances", out var instances)
            ? instances
            : document.RootElement;
        return FeatureRows.Read(rows, features, row => row.ValueKind == JsonValueKind.Object && row.TryGetProperty("features", out var values) ? values : row);
    }

    private static ReadOnlyMemory<byte> Lines(IReadOnlyList<double[]> rows) =>
        Encoding.UTF8.GetBytes(string.Concat(rows.Select(row => SoftmaxRegression.MostProbable(row).ToString(CultureInfo.InvariantCulture) + "\n")));

    private static void Write(Utf8JsonWriter writer, IReadOnlyList<double[]> rows)
    {
        writer.WriteStartObject();
        writer.WriteStartArray("predictions");
        foreach (var row in rows)
        {
            var label = SoftmaxRegression.MostProbable(row);
            writer.WriteStartObject();
            writer.WriteNumber("predicted_label", label);
            writer.WriteNumber("score", row[label]);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }
}
