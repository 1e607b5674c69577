using System.Text.Json;
using SlaAgent.DemoServer.Http;
using SlaAgent.DemoServer.Serving;

namespace SlaAgent.DemoServer.Generation;

/// <summary>Takes requests for text, whatever their dialect.</summary>
internal sealed class TextDesk(ServerParts parts)
{
    public const string ModelName = "demo-chat";

    /// <summary>The model that answers name when they name the wrong one.</summary>
    public const string OtherName = "another-model";

    private readonly InferenceDesk _desk = new(parts);
    private long _lastNumber;

    /// <summary>Serves one request.</summary>
    /// <param name="call">The request.</param>
    /// <param name="read">Reads its body; throws a <see cref="FormatException"/> where it is not valid.</param>
    /// <param name="whole">Writes the whole answer.</param>
    /// <param name="format">How the answer is streamed.</param>
    public Task ServeAsync(
        RequestCall call, Func<JsonElement, TextRequest> read, Action<Utf8JsonWriter, TextAnswer> whole, Func<TextAnswer, IStreamFormat> format) =>
        _desk.ServeAsync(call, parts.Text, async serving =>
        {
            TextRequest request;
            using (var body = await call.ReadJsonAsync().ConfigureAwait(false))
            {
                request = read(body.RootElement);
            }

            if (request.Model is { } model && model != ModelName)
            {
                throw new RefusedException(Problem.UnknownModel, model: model);
            }

            var text = parts.Engine.Generate(request, call.Faults);
            serving.Describe(request, text);
            var name = call.Faults.WrongModelName ? OtherName : ModelName;
            var answer = new TextAnswer(Interlocked.Increment(ref _lastNumber), parts.Time.GetUtcNow(), name, request, text, serving);
            await (request.Stream ? new TokenStream(parts, call, answer, format(answer)).SendAsync() : SendWholeAsync(call, answer, whole)).ConfigureAwait(false);
        });

    private async Task SendWholeAsync(RequestCall call, TextAnswer answer, Action<Utf8JsonWriter, TextAnswer> whole)
    {
        var began = parts.Time.GetTimestamp();
        for (var index = 0; index < answer.Text.OutputTokens; index++)
        {
            var rest = parts.Engine.Due(answer.Text, index, call.Faults) - parts.Time.GetElapsedTime(began);
            if (rest > TimeSpan.Zero)
            {
                await Task.Delay(rest, parts.Time, call.Leaving).ConfigureAwait(false);
            }

            answer.Serving.Token();
        }

        var outcome = answer.Text.CutShort ? ServedOutcome.CutShort : ServedOutcome.Completed;
        await call.AnswerAsync(answer.Serving, outcome, JsonAnswer.Bytes(writer => whole(writer, answer))).ConfigureAwait(false);
    }
}
