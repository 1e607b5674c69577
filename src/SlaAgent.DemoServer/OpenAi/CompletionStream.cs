using System.Text.Json;
using Microsoft.AspNetCore.Http;
using SlaAgent.DemoServer.Faults;
using SlaAgent.DemoServer.Http;

namespace SlaAgent.DemoServer.OpenAi;

/// <summary>Sends a completion as server-sent events, one token a chunk, at the server's pace.</summary>
internal sealed class CompletionStream(ServerParts parts, InferenceGate gate)
{
    private const int TokensBeforeFault = 2;

    public async Task SendAsync(HttpContext context, Completion completion, FaultSet faults, CancellationToken cancellationToken)
    {
        context.Response.ContentType = "text/event-stream";
        context.Response.Headers.CacheControl = "no-cache";
        if (completion.IsChat)
        {
            await EventAsync(context, writer => CompletionJson.RoleChunk(writer, completion), cancellationToken).ConfigureAwait(false);
        }

        var breaks = faults.StreamError || faults.StreamTruncated || faults.StreamStalled;
        var wait = parts.Options.FirstTokenDelay;
        foreach (var token in breaks ? completion.Generated.Tokens.Take(TokensBeforeFault) : completion.Generated.Tokens)
        {
            await Task.Delay(wait, parts.Time, cancellationToken).ConfigureAwait(false);
            await EventAsync(context, writer => CompletionJson.TokenChunk(writer, completion, token), cancellationToken).ConfigureAwait(false);
            wait = parts.Options.TokenInterval;
        }

        await (breaks ? BreakAsync(context, faults, cancellationToken) : EndAsync(context, completion, cancellationToken)).ConfigureAwait(false);
    }

    private static async Task EndAsync(HttpContext context, Completion completion, CancellationToken cancellationToken)
    {
        await EventAsync(context, writer => CompletionJson.LastChunk(writer, completion), cancellationToken).ConfigureAwait(false);
        if (completion.Request.IncludeUsage)
        {
            await EventAsync(context, writer => CompletionJson.UsageChunk(writer, completion), cancellationToken).ConfigureAwait(false);
        }

        await DoneAsync(context, cancellationToken).ConfigureAwait(false);
    }

    private async Task BreakAsync(HttpContext context, FaultSet faults, CancellationToken cancellationToken)
    {
        if (faults.StreamStalled)
        {
            await gate.HoldAsync(context, cancellationToken).ConfigureAwait(false);
        }
        else if (faults.StreamError)
        {
            // As vLLM does it: the status is long sent, so the error is an event, and [DONE] follows all the same.
            await EventAsync(context, writer => CompletionJson.Error(writer, 500, "generation failed (a fault was asked for)", null), cancellationToken)
                .ConfigureAwait(false);
            await DoneAsync(context, cancellationToken).ConfigureAwait(false);
        }
    }

    private static Task DoneAsync(HttpContext context, CancellationToken cancellationToken) =>
        WriteAsync(context, "[DONE]"u8.ToArray(), cancellationToken);

    private static Task EventAsync(HttpContext context, Action<Utf8JsonWriter> write, CancellationToken cancellationToken) =>
        WriteAsync(context, JsonAnswer.Bytes(write), cancellationToken);

    private static async Task WriteAsync(HttpContext context, ReadOnlyMemory<byte> data, CancellationToken cancellationToken)
    {
        byte[] message = [.. "data: "u8, .. data.Span, .. "\n\n"u8];
        await context.Response.Body.WriteAsync(message, cancellationToken).ConfigureAwait(false);
        await context.Response.Body.FlushAsync(cancellationToken).ConfigureAwait(false);
    }
}
