using System.Buffers;
using System.IO.Compression;
using SlaAgent.Core.Samples;
using SlaAgent.ModelServers.Exchanges;

namespace SlaAgent.Probing;

/// <summary>Carries one body from the wire to its reader, piece by piece, in bounded memory.</summary>
internal static class AnswerPump
{
    private const int BufferBytes = 16 * 1024;

    /// <summary>Reads until the body ends, fails, or is over its limit.</summary>
    /// <param name="response">The response, its head complete.</param>
    /// <param name="reader">Gets the pieces.</param>
    /// <param name="attempt">Gets the failure, if any, and the time the reader took.</param>
    /// <param name="maxBytes">Longest body, decompressed.</param>
    /// <returns>When the body ended.</returns>
    public static async Task<TimeSpan> RunAsync(HttpResponseMessage response, AnswerReader reader, ProbeAttempt attempt, long maxBytes)
    {
        var raw = response.Content.ReadAsStream(CancellationToken.None);
        var body = Decoded(response, raw, attempt);
        if (body is null)
        {
            return attempt.Elapsed;
        }

        var buffer = ArrayPool<byte>.Shared.Rent(BufferBytes);
        var reading = true;
        try
        {
            for (var left = maxBytes; ;)
            {
                reading = true;
                var count = await body.ReadAsync(buffer, attempt.Ending).ConfigureAwait(false);
                if (count == 0 && body != raw)
                {
                    // What was compressed has ended; whether the body has, and as it should, only the wire can tell.
                    count = await raw.ReadAsync(buffer, attempt.Ending).ConfigureAwait(false);
                    if (count > 0)
                    {
                        attempt.Fail(Outcome.ProtocolError, "bytes after the end of the compressed body");
                        return attempt.Elapsed;
                    }
                }

                reading = false;
                var at = attempt.Elapsed;
                if (count == 0)
                {
                    return attempt.TryComplete() ? at : attempt.Elapsed;
                }

                reader.OnBody(buffer.AsSpan(0, (int)Math.Min(count, left)), at);
                attempt.AddValidation(attempt.Elapsed - at);
                left -= count;
                if (left < 0)
                {
                    attempt.Fail(Outcome.InvalidResponse, FormattableString.Invariant($"body over {maxBytes} bytes"));
                    return attempt.Elapsed;
                }
            }
        }
        catch (Exception e) when (reading && (attempt.Failure is not null || TransportFailure.WithinBody(e, body != raw) is not null))
        {
            attempt.FailGivenUp();
            if (TransportFailure.WithinBody(e, body != raw) is { } failure)
            {
                attempt.Fail(failure.Outcome, failure.Detail);
            }

            return attempt.Elapsed;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
            if (body != raw)
            {
                await body.DisposeAsync().ConfigureAwait(false);
            }
        }
    }

    /// <summary>The body as sent, or decompressed where the server compressed it unasked; null for an encoding we do not know.</summary>
    private static Stream? Decoded(HttpResponseMessage response, Stream raw, ProbeAttempt attempt)
    {
        if (!response.Content.Headers.NonValidated.TryGetValues("Content-Encoding", out var values))
        {
            return raw;
        }

        var encoding = values.ToString();
        switch (encoding.Trim().ToLowerInvariant())
        {
            case "" or "identity":
                return raw;
            case "gzip" or "x-gzip":
                return new GZipStream(raw, CompressionMode.Decompress);
            case "br":
                return new BrotliStream(raw, CompressionMode.Decompress);
            case "deflate":
                return new ZLibStream(raw, CompressionMode.Decompress);
            default:
                attempt.Fail(Outcome.ProtocolError, $"unasked content encoding '{encoding}'");
                return null;
        }
    }
}
