using SlaAgent.Core.Samples;

namespace SlaAgent.Probing;

/// <summary>
/// One probe on its way: its clock, its deadlines, and what has happened so far. Marks are set by whoever carries the bytes, and read by the
/// deadline timer on another thread.
/// </summary>
internal sealed class ProbeAttempt(TimeProvider time, ProbeDeadlines deadlines, ITimer timer) : IDisposable
{
    private const long Unset = -1;
    private static readonly TimeSpan ShortestTimer = TimeSpan.FromMilliseconds(1);
    private static readonly ProbeFailure Completed = new(Outcome.Success, "");

    private readonly long _started = time.GetTimestamp();
    private readonly CancellationTokenSource _ending = new();
    private readonly Lock _arming = new();
    private long _resolved = Unset;
    private long _connected = Unset;
    private long _secured = Unset;
    private long _sent = Unset;
    private long _firstByte = Unset;
    private long _lastByte = Unset;
    private long _validate;
    private ProbeFailure? _failure;
    private bool _ended;
    private bool _connecting;
    private string? _givenUp;

    /// <summary>Cancelled when the probe has ended, by a deadline or otherwise: nothing is done on its behalf after that.</summary>
    public CancellationToken Ending => _ending.Token;

    /// <summary>Time since the request was handed over.</summary>
    public TimeSpan Elapsed => time.GetElapsedTime(_started);

    /// <summary>The first failure that was recorded; null while there is none.</summary>
    public ProbeFailure? Failure => Volatile.Read(ref _failure) is { } failure && failure != Completed ? failure : null;

    /// <summary>Whether the answer came to its end before anything failed.</summary>
    public bool IsComplete => Volatile.Read(ref _failure) == Completed;

    /// <summary>The connection that carries the request; null before a byte of it was written.</summary>
    public WireStream? Wire { get; private set; }

    /// <summary>The HTTP/2 stream that carries the request; 0 before a byte of it was written, and without HTTP/2.</summary>
    public uint Stream { get; private set; }

    /// <summary>When the server's certificate ends; null without TLS.</summary>
    public DateTimeOffset? CertificateExpiry { get; set; }

    /// <summary>To the first byte of the response; null before it came.</summary>
    public TimeSpan? FirstByte => Get(ref _firstByte);

    /// <summary>All marks so far.</summary>
    public PhaseMarks Marks => new(Get(ref _resolved), Get(ref _connected), Get(ref _secured), Get(ref _sent), FirstByte, new TimeSpan(_validate));

    /// <summary>Whether a connection may be opened: one, once. What the stack tries again by itself is no part of the probe.</summary>
    public bool TryConnect() => !Interlocked.Exchange(ref _connecting, true);

    /// <summary>The name has been resolved.</summary>
    public void MarkResolved() => Set(ref _resolved);

    /// <summary>TCP is connected.</summary>
    public void MarkConnected() => Set(ref _connected);

    /// <summary>TLS is agreed.</summary>
    public void MarkSecured() => Set(ref _secured);

    /// <summary>TLS is not needed.</summary>
    public void MarkPlain() => Volatile.Write(ref _secured, Volatile.Read(ref _connected));

    /// <summary>A write of the request begins.</summary>
    /// <param name="wire">The connection.</param>
    /// <param name="stream">The HTTP/2 stream; 0 without HTTP/2.</param>
    /// <exception cref="ProbeAbortedException">Another connection or stream has carried bytes of this probe's request before.</exception>
    public void MarkWriting(WireStream wire, uint stream)
    {
        if (Wire is null)
        {
            Stream = stream;
            Wire = wire;
            CertificateExpiry ??= wire.CertificateExpiry;
            if (Volatile.Read(ref _secured) == Unset)
            {
                // A kept connection: these stages took no time.
                Volatile.Write(ref _resolved, 0);
                Volatile.Write(ref _connected, 0);
                Volatile.Write(ref _secured, 0);
            }
        }
        else if (Wire != wire || Stream != stream)
        {
            throw RefuseSecondRequest();
        }

        Volatile.Write(ref _sent, Unset);
    }

    /// <summary>A write of the request has ended; the last one before the first byte of the response counts.</summary>
    public void MarkSent() => Set(ref _sent);

    /// <summary>Bytes of the response have come.</summary>
    public void MarkReceived()
    {
        if (Wire is null)
        {
            return;
        }

        var now = Elapsed.Ticks;
        Volatile.Write(ref _lastByte, now);
        if (Volatile.Read(ref _firstByte) == Unset)
        {
            Volatile.Write(ref _firstByte, now);
            if (deadlines.Stall < deadlines.Total)
            {
                // The one change that brings the next deadline nearer; all others are seen when the timer fires.
                Arm();
            }
        }
    }

    /// <summary>The reader of the answer was busy for so long while the answer still came.</summary>
    public void AddValidation(TimeSpan busy) => _validate += busy.Ticks;

    /// <summary>The last frame of the answer has come: what the server still says of its stream changes nothing.</summary>
    public void MarkEnded() => _ended = true;

    /// <summary>Records that the server has ended the stream that carries the request, unless its answer is complete.</summary>
    /// <param name="what">What it did.</param>
    /// <param name="why">The code it gave for it.</param>
    public void FailStream(string what, string why)
    {
        if (_ended)
        {
            return;
        }

        var within = FirstByte is not null;
        Fail(within ? Outcome.Truncated : Outcome.ConnectionError, $"{what} {(within ? "within its answer" : "before an answer")}: {why}");
    }

    /// <summary>The server takes no new streams on the connection, and gave this code for it; what it has taken it may still answer.</summary>
    public void MarkGivenUp(string why) => Volatile.Write(ref _givenUp, why);

    /// <summary>Records that nothing came of the request because the server gave the connection up, where it did.</summary>
    public void FailGivenUp()
    {
        if (Volatile.Read(ref _givenUp) is { } why)
        {
            FailStream("connection given up by the server (GOAWAY)", why);
        }
    }

    /// <summary>Records a failure, unless there is one already.</summary>
    public void Fail(Outcome outcome, string detail)
    {
        if (Volatile.Read(ref _failure) is null)
        {
            Interlocked.CompareExchange(ref _failure, new ProbeFailure(outcome, detail), null);
        }
    }

    /// <summary>The body has ended as it should: no deadline can fail the attempt any more.</summary>
    /// <returns>False where it had failed before.</returns>
    public bool TryComplete() => Interlocked.CompareExchange(ref _failure, Completed, null) is null;

    /// <summary>Refuses to put this probe's request on the wire once more.</summary>
    public ProbeAbortedException RefuseSecondRequest()
    {
        Fail(Outcome.ConnectionError, "connection closed by the server before an answer");
        return new ProbeAbortedException("one request per probe");
    }

    /// <summary>Ends whatever is still being done for this probe.</summary>
    /// <remarks>The source has neither timer nor wait handle, so cancelling leaves nothing to release; a late user of its token finds it cancelled.</remarks>
    public void Dispose() => _ending.Cancel();

    /// <summary>Fails and ends the attempt where a deadline has passed; otherwise sets the timer to the next one.</summary>
    public void Arm()
    {
        // Whoever comes last has seen the newest marks, so its deadline must be the one that stays set.
        lock (_arming)
        {
            var (due, outcome, limit) = NextDeadline();
            var left = due - Elapsed;
            if (left > TimeSpan.Zero)
            {
                // Timers count whole milliseconds: less would mean none at all.
                timer.Change(left < ShortestTimer ? ShortestTimer : left, Timeout.InfiniteTimeSpan);
                return;
            }

            Fail(outcome, DetailOf(outcome, limit));
        }

        _ending.Cancel();
    }

    private static TimeSpan? Get(ref long mark) => Volatile.Read(ref mark) is var ticks and not Unset ? new TimeSpan(ticks) : null;

    private (TimeSpan Due, Outcome Outcome, TimeSpan Limit) NextDeadline()
    {
        if (Volatile.Read(ref _secured) == Unset)
        {
            return (deadlines.Connect, Outcome.TimeoutConnect, deadlines.Connect);
        }

        if (Volatile.Read(ref _firstByte) == Unset)
        {
            return (deadlines.FirstByte, Outcome.TimeoutFirstByte, deadlines.FirstByte);
        }

        var stalled = new TimeSpan(Volatile.Read(ref _lastByte)) + deadlines.Stall;
        return stalled < deadlines.Total
            ? (stalled, Outcome.Stalled, deadlines.Stall)
            : (deadlines.Total, Outcome.TimeoutTotal, deadlines.Total);
    }

    private string DetailOf(Outcome outcome, TimeSpan limit)
    {
        var within = FormattableString.Invariant($"{limit.TotalMilliseconds:0.###} ms");
        return outcome switch
        {
            Outcome.TimeoutConnect when Volatile.Read(ref _resolved) == Unset => $"the name did not resolve within {within}",
            Outcome.TimeoutConnect when Volatile.Read(ref _connected) == Unset => $"no connection within {within}",
            Outcome.TimeoutConnect => $"no TLS handshake within {within}",
            Outcome.TimeoutFirstByte => $"no byte of an answer within {within}",
            Outcome.Stalled => $"silent for {within} in the middle of the answer",
            _ => $"not complete within {within}",
        };
    }

    private void Set(ref long mark) => Volatile.Write(ref mark, Elapsed.Ticks);
}
