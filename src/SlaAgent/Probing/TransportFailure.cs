using System.Net.Sockets;
using SlaAgent.Core.Samples;

namespace SlaAgent.Probing;

/// <summary>From what the HTTP stack throws to how the probe failed.</summary>
internal static class TransportFailure
{
    /// <summary>The failure before the response's head was complete; null where <paramref name="e"/> is no failure of a server.</summary>
    public static ProbeFailure? BeforeHead(Exception e, bool answered) => e switch
    {
        // HTTP/2 calls it an invalid response, too, where the connection ends before its settings have come.
        HttpRequestException { HttpRequestError: HttpRequestError.InvalidResponse } when Ended(e) =>
            Reset(e) ?? Closed(answered),
        HttpRequestException { HttpRequestError: HttpRequestError.HttpProtocolError } => new(Outcome.ProtocolError, $"not HTTP/2: {e.Message}"),
        HttpRequestException { HttpRequestError: HttpRequestError.InvalidResponse } => new(Outcome.ProtocolError, $"not HTTP/1.1: {e.Message}"),
        HttpRequestException { HttpRequestError: HttpRequestError.ConfigurationLimitExceeded } => new(Outcome.ProtocolError, "response headers too large"),
        HttpRequestException { HttpRequestError: HttpRequestError.ResponseEnded } => Closed(answered),
        HttpRequestException or IOException or SocketException => Reset(e) ?? Closed(answered),
        _ => null,
    };

    /// <summary>The failure within the body; null where <paramref name="e"/> is no failure of a server.</summary>
    /// <param name="e">What was thrown by reading.</param>
    /// <param name="decoding">Whether the body was being decompressed.</param>
    public static ProbeFailure? WithinBody(Exception e, bool decoding) => e switch
    {
        HttpIOException { HttpRequestError: HttpRequestError.ResponseEnded } => new(Outcome.Truncated, "connection closed within the body"),
        HttpIOException { HttpRequestError: HttpRequestError.ConfigurationLimitExceeded } => new(Outcome.ProtocolError, "response trailers too large"),
        HttpProtocolException => new(Outcome.ProtocolError, $"bad HTTP/2 framing: {e.Message}"),
        HttpIOException => new(Outcome.ProtocolError, $"bad HTTP/1.1 framing: {e.Message}"),
        InvalidDataException or InvalidOperationException when decoding => new(Outcome.ProtocolError, "body does not decompress"),
        HttpRequestException or IOException or SocketException => new(Outcome.Truncated, "connection reset within the body"),
        _ => null,
    };

    private static bool Ended(Exception e)
    {
        for (var inner = e.InnerException; inner is not null; inner = inner.InnerException)
        {
            if (inner is SocketException or HttpIOException { HttpRequestError: HttpRequestError.ResponseEnded })
            {
                return true;
            }
        }

        return false;
    }

    private static ProbeFailure Closed(bool answered) => new(
        Outcome.ConnectionError,
        answered ? "connection closed within the response's head" : "connection closed by the server before an answer");

    private static ProbeFailure? Reset(Exception e)
    {
        for (var inner = e; inner is not null; inner = inner.InnerException)
        {
            if (inner is SocketException socket)
            {
                return new(Outcome.ConnectionError, $"connection lost before an answer: {socket.SocketErrorCode}");
            }
        }

        return null;
    }
}
