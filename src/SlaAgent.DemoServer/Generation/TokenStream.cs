using SlaAgent.DemoServer.Http;
using SlaAgent.DemoServer.Serving;

namespace SlaAgent.DemoServer.Generation;

/// <summary>Sends a text token by token, at the server's pace, and with what the faults make of it.</summary>
internal sealed class TokenStream(ServerParts parts, RequestCall call, TextAnswer answer, IStreamFormat format)
{
    private const int TokensBeforeFault = 2;
    private readonly long _began = parts.Time.GetTimestamp();

    public async Task SendAsync()
    {
        call.Http.Response.ContentType = format.ContentType;
        call.Http.Response.Headers.CacheControl = "no-cache";
        if (call.Faults.HangAfterHeaders)
        {
            await call.HoldAfterHeadersAsync().ConfigureAwait(false);
            return;
        }

        if (call.Faults.ErrorUnder200)
        {
            await FailAsync().ConfigureAwait(false);
            return;
        }

        await WriteAsync(format.Begin()).ConfigureAwait(false);
        await SendTokensAsync().ConfigureAwait(false);
    }

    private async Task SendTokensAsync()
    {
        var breaks = call.Faults.StreamError || call.Faults.StreamTruncated || call.Faults.StreamStalled || call.Faults.BodyTruncated;
        var text = answer.Text;
        var count = breaks ? Math.Min(TokensBeforeFault, text.OutputTokens) : text.OutputTokens;
        for (var index = 0; index < count; index++)
        {
            await WaitUntilAsync(parts.Engine.Due(text, index, call.Faults)).ConfigureAwait(false);
            answer.Serving.Token();
            var (isReasoning, isLast) = (index < text.Reasoning.Length, index == text.OutputTokens - 1);
            if (isLast && !breaks)
            {
                End();
            }

            var token = isReasoning ? text.Reasoning[index] : text.Tokens[index - text.Reasoning.Length];
            await WriteAsync([format.Token(token, index, isReasoning, isLast)]).ConfigureAwait(false);
        }

        if (breaks)
        {
            await BreakAsync().ConfigureAwait(false);
            return;
        }

        End();
        await WriteAsync(format.End()).ConfigureAwait(false);
    }

    // Before the last bytes leave, so that whoever has the answer finds it counted; a second time does nothing.
    private void End() => answer.Serving.End(answer.Text.CutShort ? ServedOutcome.CutShort : ServedOutcome.Completed);

    private async Task BreakAsync()
    {
        if (call.Faults.StreamStalled)
        {
            await WaitUntilAsync(parts.Time.GetElapsedTime(_began) + parts.Options.LongestHang).ConfigureAwait(false);
            call.Http.Abort();
        }
        else if (call.Faults.StreamError)
        {
            await FailAsync().ConfigureAwait(false);
        }
        else
        {
            answer.Serving.End(ServedOutcome.Failed);
            if (call.Faults.BodyTruncated)
            {
                throw new TruncatedException();
            }
        }
    }

    private Task FailAsync()
    {
        answer.Serving.End(ServedOutcome.Failed);
        return WriteAsync(format.Error());
    }

    // By the time from the beginning, so that late timers do not add up.
    private async Task WaitUntilAsync(TimeSpan due)
    {
        var rest = due - parts.Time.GetElapsedTime(_began);
        while (format.Ping is { } ping && rest > parts.Options.PingInterval)
        {
            await Task.Delay(parts.Options.PingInterval, parts.Time, call.Leaving).ConfigureAwait(false);
            await WriteAsync([ping]).ConfigureAwait(false);
            rest = due - parts.Time.GetElapsedTime(_began);
        }

        if (rest > TimeSpan.Zero)
        {
            await Task.Delay(rest, parts.Time, call.Leaving).ConfigureAwait(false);
        }
    }

    private async Task WriteAsync(IEnumerable<ReadOnlyMemory<byte>> frames)
    {
        foreach (var frame in frames)
        {
            await call.Http.Response.Body.WriteAsync(frame, call.Leaving).ConfigureAwait(false);
            await call.Http.Response.Body.FlushAsync(call.Leaving).ConfigureAwait(false);
        }
    }
}
