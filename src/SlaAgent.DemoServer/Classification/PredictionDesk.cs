using System.Collections.Immutable;
using System.Text.Json;
using SlaAgent.DemoServer.Http;
using SlaAgent.DemoServer.Serving;

namespace SlaAgent.DemoServer.Classification;

/// <summary>Takes requests for predictions, whatever their dialect.</summary>
internal sealed class PredictionDesk
{
    private readonly InferenceDesk _desk;
    private readonly ServedClassifier _classifier;
    private readonly ModelTotals _totals;

    /// <summary>For the classifier of every dialect.</summary>
    public PredictionDesk(ServerParts parts)
        : this(parts, parts.Classifier, parts.Iris)
    {
    }

    /// <summary>For another one.</summary>
    public PredictionDesk(ServerParts parts, ServedClassifier classifier, ModelTotals totals) => (_desk, _classifier, _totals) = (new(parts), classifier, totals);

    /// <summary>What is served.</summary>
    public ServedClassifier Classifier => _classifier;

    /// <summary>Serves one request whose body is JSON.</summary>
    /// <param name="call">The request.</param>
    /// <param name="read">Its rows; throws a <see cref="FormatException"/> where it is not valid.</param>
    /// <param name="write">Writes the probabilities of each row.</param>
    public Task ServeAsync(RequestCall call, Func<JsonElement, ImmutableArray<double[]>> read, Action<Utf8JsonWriter, IReadOnlyList<double[]>> write) =>
        ServeAsync(call, read, rows => rows, (writer, _, probabilities) => write(writer, probabilities));

    /// <summary>Serves one request whose answer needs more of it than its rows.</summary>
    public Task ServeAsync<T>(
        RequestCall call, Func<JsonElement, T> read, Func<T, ImmutableArray<double[]>> rows, Action<Utf8JsonWriter, T, IReadOnlyList<double[]>> write) =>
        _desk.ServeAsync(call, _totals, async serving =>
        {
            T request;
            using (var body = await call.ReadJsonAsync().ConfigureAwait(false))
            {
                request = read(body.RootElement);
            }

            var probabilities = Predict(call, rows(request));
            await call.AnswerAsync(serving, ServedOutcome.Completed, JsonAnswer.Bytes(writer => write(writer, request, probabilities))).ConfigureAwait(false);
        });

    /// <summary>Serves one request with a body of any kind.</summary>
    public Task ServeBodyAsync(
        RequestCall call, Func<string, ImmutableArray<double[]>> read, Func<IReadOnlyList<double[]>, (ReadOnlyMemory<byte> Body, string ContentType)> answer) =>
        _desk.ServeAsync(call, _totals, async serving =>
        {
            using var reader = new StreamReader(call.Http.Request.Body);
            var rows = read(await reader.ReadToEndAsync(call.Leaving).ConfigureAwait(false));
            var (body, contentType) = answer(Predict(call, rows));
            await call.AnswerAsync(serving, ServedOutcome.Completed, body, contentType).ConfigureAwait(false);
        });

    private double[][] Predict(RequestCall call, ImmutableArray<double[]> rows) =>
        call.Faults.EmptyCompletion ? [] : [.. rows.Select(row => _classifier.Probabilities(row, call.Faults))];

    /// <summary>Features of a row.</summary>
    public int Features => _classifier.Features;

    /// <summary>Whether the classifier is called that.</summary>
    public static bool Knows(string? model) => model == IrisModel.Name;
}
