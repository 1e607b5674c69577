using SlaAgent.DemoServer.Generation;
using SlaAgent.DemoServer.Http;

namespace SlaAgent.DemoServer.Serving;

/// <summary>An inference from its arrival to its end; measures itself as it goes, and counts as aborted if nothing else ended it.</summary>
internal sealed class ServingRequest : IDisposable
{
    private const int LongestAgent = 64;
    private readonly ServerParts _parts;
    private readonly ModelTotals _totals;
    private readonly RequestCall _call;
    private TextRequest? _request;
    private GeneratedText? _text;
    private long _started;
    private bool _hasStarted;
    private long _first;
    private long _last;
    private int _tokens;
    private bool _ended;

    public ServingRequest(ServerParts parts, ModelTotals totals, RequestCall call)
    {
        _parts = parts;
        _totals = totals;
        _call = call;
        totals.Arrive();
    }

    /// <summary>Tokens made so far.</summary>
    public int Tokens => _tokens;

    /// <summary>Time from the turn to the first token, the reading of the prompt; zero when there is none yet.</summary>
    public TimeSpan Prefill => _tokens == 0 ? TimeSpan.Zero : Between(_started, _first);

    /// <summary>Time from the first token to the latest.</summary>
    public TimeSpan Decode => Between(_first, _last);

    /// <summary>Time since the arrival.</summary>
    public TimeSpan Elapsed => Between(_call.Arrived, Now);

    private long Now => _parts.Time.GetTimestamp();

    /// <summary>Its turn has come.</summary>
    public void Start()
    {
        _started = Now;
        _hasStarted = true;
        _totals.Start();
    }

    /// <summary>What was asked, and what will be made of it.</summary>
    public void Describe(TextRequest request, GeneratedText text) => (_request, _text) = (request, text);

    /// <summary>A token has been made.</summary>
    public void Token()
    {
        var now = Now;
        if (_tokens++ == 0)
        {
            _first = now;
            _totals.Prefilled(_text?.PromptTokens ?? 0, _text?.CachedTokens ?? 0);
            _totals.Observe(Measure.FirstToken, Seconds(_call.Arrived, now));
            _totals.Observe(Measure.Prefill, Seconds(_started, now));
        }
        else
        {
            _totals.Observe(Measure.InterToken, Seconds(_last, now));
        }

        _last = now;
        _totals.Token();
    }

    /// <summary>It has ended; what comes later is not counted.</summary>
    public void End(ServedOutcome outcome)
    {
        if (_ended)
        {
            return;
        }

        _ended = true;
        var now = Now;
        if (outcome is ServedOutcome.Completed or ServedOutcome.CutShort)
        {
            Observe(now);
        }

        _parts.Requests.Add(Record(now, outcome));
        _totals.End(outcome, _hasStarted);
    }

    public void Dispose() => End(ServedOutcome.Aborted);

    private void Observe(long now)
    {
        _totals.Observe(Measure.EndToEnd, Seconds(_call.Arrived, now));
        _totals.Observe(Measure.Queue, Seconds(_call.Arrived, _started));
        _totals.Observe(Measure.Inference, Seconds(_started, now));
        if (_request is null || _text is null)
        {
            return;
        }

        _totals.Observe(Measure.PromptTokens, _text.PromptTokens);
        _totals.Observe(Measure.OutputTokens, _tokens);
        _totals.Observe(Measure.TokenLimit, _request.MaxTokens);
        _totals.Observe(Measure.Decode, Seconds(_first, _last));
        if (_tokens > 1)
        {
            _totals.Observe(Measure.TimePerOutputToken, Seconds(_first, _last) / (_tokens - 1));
        }
    }

    private ServedRequest Record(long now, ServedOutcome outcome) => new()
    {
        Path = _call.Http.Request.Path.Value ?? "/",
        Model = _totals.Model,
        Arrived = _call.Arrived,
        Queued = Between(_call.Arrived, _hasStarted ? _started : now),
        FirstToken = _tokens == 0 ? null : Between(_call.Arrived, _first),
        LastToken = _tokens == 0 ? null : Between(_call.Arrived, _last),
        Duration = Between(_call.Arrived, now),
        PromptTokens = _text?.PromptTokens ?? 0,
        CachedTokens = _text?.CachedTokens ?? 0,
        OutputTokens = _tokens,
        Streamed = _request?.Stream ?? false,
        Outcome = outcome,
        KeepAlive = _request?.KeepAlive,
        User = _request?.User,
        UserAgent = Agent(_call.Http.Request.Headers.UserAgent.ToString()),
    };

    private static string? Agent(string text) => text.Length switch
    {
        0 => null,
        > LongestAgent => text[..LongestAgent],
        _ => text,
    };

    private double Seconds(long from, long to) => Between(from, to).TotalSeconds;

    private TimeSpan Between(long from, long to) => _parts.Time.GetElapsedTime(from, to);
}
