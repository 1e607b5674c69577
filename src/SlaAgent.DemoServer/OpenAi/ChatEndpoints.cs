using System.Globalization;
using Microsoft.AspNetCore.Http;
using SlaAgent.DemoServer.Generation;
using SlaAgent.DemoServer.Http;

namespace SlaAgent.DemoServer.OpenAi;

/// <summary>The OpenAI-compatible part: health, models, chat and text completions.</summary>
internal sealed class ChatEndpoints(ServerParts parts)
{
    private static readonly Lazy<MarkovTextModel> Model = new(MarkovTextModel.Load);
    private readonly InferenceGate _gate = new(parts);
    private long _lastId;

    /// <summary>Answers where the path is one of these.</summary>
    public async Task<bool> TryHandleAsync(HttpContext context, string path, CancellationToken cancellationToken)
    {
        var answer = (context.Request.Method, path) switch
        {
            ("GET", "/health") => HealthAsync(context, cancellationToken),
            ("GET", "/v1/models") => JsonAnswer.SendAsync(context, 200, CompletionJson.Models, cancellationToken),
            ("POST", "/v1/chat/completions") => CompleteAsync(context, chat: true, cancellationToken),
            ("POST", "/v1/completions") => CompleteAsync(context, chat: false, cancellationToken),
            (_, "/health" or "/v1/models" or "/v1/chat/completions" or "/v1/completions") =>
                ErrorAsync(context, 405, "method not allowed", null, cancellationToken),
            _ => null,
        };
        if (answer is null)
        {
            return false;
        }

        await answer.ConfigureAwait(false);
        return true;
    }

    private static Task ErrorAsync(HttpContext context, int status, string message, string? code, CancellationToken cancellationToken) =>
        JsonAnswer.SendAsync(context, status, writer => CompletionJson.Error(writer, status, message, code), cancellationToken);

    private Task HealthAsync(HttpContext context, CancellationToken cancellationToken)
    {
        var good = !parts.Faults.Current.HealthFailing;
        return JsonAnswer.SendAsync(context, good ? 200 : 503, writer =>
        {
            writer.WriteStartObject();
            writer.WriteString("status", good ? "ok" : "unavailable");
            writer.WriteEndObject();
        }, cancellationToken);
    }

    private async Task CompleteAsync(HttpContext context, bool chat, CancellationToken cancellationToken)
    {
        var faults = parts.Faults.Current;
        var verdict = await _gate.PassAsync(context, faults, cancellationToken).ConfigureAwait(false);
        if (verdict.Gone)
        {
            return;
        }

        if (verdict.ErrorStatus is { } status)
        {
            await ErrorAsync(context, status, "generation failed (a fault was asked for)", null, cancellationToken).ConfigureAwait(false);
            return;
        }

        if (await ReadAsync(context, chat, cancellationToken).ConfigureAwait(false) is not { } request)
        {
            return;
        }

        var generated = Model.Value.Generate(request.Prompt, request.Seed, request.MaxTokens);
        var completion = new Completion(
            NextId(chat), parts.Time.GetUtcNow().ToUnixTimeSeconds(), chat, request, faults.EmptyCompletion ? generated.Emptied() : generated);
        if (request.Stream)
        {
            await new CompletionStream(parts, _gate).SendAsync(context, completion, faults, cancellationToken).ConfigureAwait(false);
            return;
        }

        await Task.Delay(GenerationTime(completion.Generated.Tokens.Length), parts.Time, cancellationToken).ConfigureAwait(false);
        await JsonAnswer.SendAsync(context, 200, writer => CompletionJson.Whole(writer, completion), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The request; null when it was refused, and the refusal sent.</summary>
    private static async Task<CompletionRequest?> ReadAsync(HttpContext context, bool chat, CancellationToken cancellationToken)
    {
        CompletionRequest request;
        try
        {
            using var body = await JsonBody.ReadAsync(context, cancellationToken).ConfigureAwait(false);
            request = CompletionRequest.Read(body.RootElement, chat);
        }
        catch (FormatException error)
        {
            await ErrorAsync(context, 400, error.Message, null, cancellationToken).ConfigureAwait(false);
            return null;
        }

        if (request.Model == CompletionJson.ModelName)
        {
            return request;
        }

        await ErrorAsync(context, 404, $"this server has only the model '{CompletionJson.ModelName}'", "model_not_found", cancellationToken)
            .ConfigureAwait(false);
        return null;
    }

    private TimeSpan GenerationTime(int tokens) =>
        tokens == 0 ? TimeSpan.Zero : parts.Options.FirstTokenDelay + ((tokens - 1) * parts.Options.TokenInterval);

    private string NextId(bool chat) =>
        (chat ? "chatcmpl-" : "cmpl-") + Interlocked.Increment(ref _lastId).ToString("x8", CultureInfo.InvariantCulture);
}
