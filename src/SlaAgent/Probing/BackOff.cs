using SlaAgent.Core.Contracts;
using SlaAgent.Core.Samples;
using SlaAgent.Core.Time;

namespace SlaAgent.Probing;

/// <summary>
/// Decides which starts of one probe are held back while its server is saturated: until the server's own <c>Retry-After</c>, or without one for 1, 2,
/// 4 … starts; bounded by the policy and by <see cref="SaturationPolicy.MostStarts"/>, after which the server is asked whatever it said. Not thread-safe:
/// a probe never overlaps itself.
/// </summary>
/// <param name="policy">How far it goes.</param>
/// <param name="interval">The probe's interval.</param>
internal sealed class BackOff(SaturationPolicy policy, TimeSpan interval)
{
    private readonly TimeSpan _longest = TimeSpan.FromTicks(Math.Min(policy.MaxWait.Ticks, interval.Ticks * SaturationPolicy.MostStarts));
    private Instant? _until;
    private int _signs;
    private bool _asked = true;
    private string _reason = "";

    /// <summary>Starts in a row that were held back.</summary>
    public int Held { get; private set; }

    /// <summary>Whether the start due at <paramref name="due"/> is held back, and why in words; null where the server is to be asked.</summary>
    /// <param name="due">When the probe was meant to start.</param>
    /// <param name="waiting">Requests waiting in the server by its last reading; null where that is not known or long ago.</param>
    public string? Hold(Instant due, double? waiting)
    {
        // After a hold the server is asked once, whatever its queue says: a queue that never empties must not blind the agent.
        if (_until is null && _asked && policy.Waiting is { } limit && waiting > limit)
        {
            Wait(due - interval, FormattableString.Invariant($"{waiting:0} requests wait in the server, more than {limit}"));
        }

        if (due < _until && Held < SaturationPolicy.MostStarts)
        {
            Held++;
            return _reason;
        }

        _until = null;
        _asked = false;
        return null;
    }

    /// <summary>The server was asked, and this is what it said.</summary>
    /// <param name="result">What it said.</param>
    /// <param name="retryAfter">How long it wants not to be asked; null where it did not say.</param>
    /// <param name="now">When its answer had come.</param>
    /// <param name="waiting">Requests waiting in the server by its last reading; null where that is not known or long ago.</param>
    public void Answered(ProbeResult result, TimeSpan? retryAfter, Instant now, double? waiting)
    {
        Held = 0;
        _asked = true;
        if (!IsSaturated(result, retryAfter))
        {
            // A queue that is still too long goes on being given more time.
            _signs = result.Outcome == Outcome.Success && !(waiting > policy.Waiting) ? 0 : _signs;
        }
        else if (retryAfter is { } wanted)
        {
            _signs++;
            _reason = $"the server said that it is saturated ({result.Outcome.Name()}) and when to ask again";
            _until = now + (wanted < _longest ? wanted : _longest);
        }
        else
        {
            Wait(result.ScheduledAt, $"the server said that it is saturated ({result.Outcome.Name()})");
        }
    }

    /// <summary>
    /// Whether an answer says that the server has more to do than it can: 429 (RESOURCE_EXHAUSTED over gRPC), or 503 (UNAVAILABLE) with a time to come back. A 503
    /// alone may as well be a server that is down.
    /// </summary>
    public static bool IsSaturated(ProbeResult result, TimeSpan? retryAfter) =>
        result.Outcome == Outcome.Http429 || (result.Outcome != Outcome.Success && (result.Status == 429 || retryAfter is not null));

    private void Wait(Instant after, string reason)
    {
        _reason = reason;
        var starts = Math.Min(1L << Math.Min(_signs++, 4), _longest.Ticks / interval.Ticks);

        // Half an interval more, so that the last start that is held back lies within.
        _until = starts == 0 ? null : after + (interval * starts) + (interval / 2);
    }
}
