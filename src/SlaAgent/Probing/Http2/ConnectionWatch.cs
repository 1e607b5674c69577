using SlaAgent.Core.Samples;

namespace SlaAgent.Probing.Http2;

/// <summary>
/// Tells the frames of a probe's request and of its answer from those that merely keep an HTTP/2 connection: settings, acknowledgements,
/// pings and window updates are neither. One direction is watched by one reader or writer at a time.
/// </summary>
internal sealed class ConnectionWatch
{
    private const int PrefaceBytes = 24;
    private const string OnlyHttp1 = "the server speaks HTTP/1.1 here, not HTTP/2";

    private readonly FrameScanner _sent = new(PrefaceBytes);
    private readonly FrameScanner _received = new(0);
    private bool _begun;

    /// <summary>Looks at bytes that are about to be written.</summary>
    /// <returns>The stream whose request they carry, the last one where there are several; 0 where they carry none.</returns>
    public uint Writing(ReadOnlySpan<byte> bytes)
    {
        var stream = 0u;
        while (_sent.TryTake(ref bytes, out var frame, out _))
        {
            if (frame.IsMessage)
            {
                stream = frame.Stream;
            }
        }

        return stream;
    }

    /// <summary>Looks at bytes that have come, and tells the probe what they mean for it.</summary>
    public void Received(ReadOnlySpan<byte> bytes, ProbeAttempt? attempt)
    {
        if (!_begun && bytes.StartsWith("HTTP/"u8))
        {
            attempt?.Fail(Outcome.ProtocolError, OnlyHttp1);
        }

        while (_received.TryTake(ref bytes, out var frame, out var whole))
        {
            if (!_begun && frame.Kind != FrameKind.Settings)
            {
                attempt?.Fail(Outcome.ProtocolError, "the server does not speak HTTP/2 here");
            }

            _begun = true;
            if (attempt is null)
            {
                continue;
            }

            if (frame.IsMessage && frame.Stream == attempt.Stream)
            {
                attempt.MarkReceived();
            }

            if (whole)
            {
                Tell(attempt, frame);
            }
        }
    }

    private static void Tell(ProbeAttempt attempt, Frame frame)
    {
        if (attempt.Stream == 0)
        {
            return;
        }

        if (frame.EndsStream && frame.Stream == attempt.Stream)
        {
            attempt.MarkEnded();
        }
        else if (frame.Kind == FrameKind.GoAway && frame.Second == ErrorCodes.Http11Required)
        {
            attempt.Fail(Outcome.ProtocolError, OnlyHttp1);
        }
        else if (frame.Kind == FrameKind.Reset && frame.Stream == attempt.Stream)
        {
            attempt.FailStream("stream reset by the server", ErrorCodes.Name(frame.First));
        }
        else if (frame.Kind == FrameKind.GoAway)
        {
            attempt.MarkGivenUp(ErrorCodes.Name(frame.Second));
            if ((frame.First & int.MaxValue) < attempt.Stream)
            {
                attempt.FailGivenUp();
            }
        }
    }
}
