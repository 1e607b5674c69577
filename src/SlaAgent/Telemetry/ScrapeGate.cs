namespace SlaAgent.Telemetry;

/// <summary>
/// Lets one collection for a scrape through at a time, and none while a reload changes the instruments: a scrape shows the metrics before the reload or
/// after it, never both. An answer is taken into memory before it is sent, so that a scraper that reads slowly holds up nobody else.
/// </summary>
internal sealed class ScrapeGate : IDisposable
{
    /// <summary>Scrapes that are answered at once, and so the answers held in memory; more wait for their turn.</summary>
    private const int AnsweredAtOnce = 16;

    private readonly SemaphoreSlim _collecting = new(1);
    private readonly SemaphoreSlim _answering = new(AnsweredAtOnce);
    private RequestDelegate? _exporter;
    private MemoryStream? _spare;

    /// <summary>Puts the gate before <paramref name="exporter"/>, which collects and writes the metrics.</summary>
    public RequestDelegate Guard(RequestDelegate exporter)
    {
        _exporter = exporter;
        return ScrapeAsync;
    }

    /// <summary>Runs <paramref name="change"/> while no scrape collects. Waits for one that does, which takes milliseconds.</summary>
    public void Change(Action change)
    {
        _collecting.Wait();
        try
        {
            change();
        }
        finally
        {
            _collecting.Release();
        }
    }

    /// <summary>
    /// Collects into nothing; call it in a <see cref="Change"/>. OpenTelemetry exports an instrument that was disposed one last time: here, where nobody
    /// sees it.
    /// </summary>
    public void CollectForNobody()
    {
        if (_exporter is not null)
        {
            _exporter(new DefaultHttpContext()).GetAwaiter().GetResult();
        }
    }

    public void Dispose()
    {
        _collecting.Dispose();
        _answering.Dispose();
    }

    private async Task ScrapeAsync(HttpContext context)
    {
        await _answering.WaitAsync(context.RequestAborted);
        var answer = Interlocked.Exchange(ref _spare, null) ?? new MemoryStream();
        try
        {
            await CollectAsync(context, answer);
            context.Response.ContentLength = answer.Length;
            await context.Response.Body.WriteAsync(answer.GetBuffer().AsMemory(0, (int)answer.Length), context.RequestAborted);
        }
        finally
        {
            answer.SetLength(0);
            _spare = answer;
            _answering.Release();
        }
    }

    private async Task CollectAsync(HttpContext context, MemoryStream answer)
    {
        var body = context.Response.Body;
        await _collecting.WaitAsync(context.RequestAborted);
        try
        {
            context.Response.Body = answer;
            await _exporter!(context);
        }
        finally
        {
            context.Response.Body = body;
            _collecting.Release();
        }
    }
}
