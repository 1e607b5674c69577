using System.Text;
using SlaAgent.Core.Contracts;
using SlaAgent.Core.Samples;
using SlaAgent.Core.Time;
using SlaAgent.ModelServers.Exchanges;
using SlaAgent.ModelServers.Metrics;

namespace SlaAgent.ModelServers.Tests.Metrics;

/// <summary>A server whose metrics are read, one page after the other.</summary>
internal sealed class MeteredServer
{
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(15);

    private readonly MetricsExchange _exchange;
    private Instant _now = new(TimeSpan.TicksPerDay);

    public MeteredServer(string preset, string? model = null, LabelSet? selector = null, string url = "http://127.0.0.1:8000", Uri? metricsUrl = null, MetricsOverride? metrics = null) =>
        _exchange = TrafficCatalog.Prepare(new ModelService
        {
            Name = "chat", Server = preset, Url = new Uri(url), Model = model, Probes = [], Traffic = new(metricsUrl, Interval, selector) { Metrics = metrics },
        })!;

    public Uri Address => _exchange.Address;

    public long BadLines => _exchange.BadLines;

    /// <summary>Reads a page, an interval after the one before.</summary>
    public TrafficSample Read(string page, string? contentType = "text/plain; version=0.0.4", TimeSpan? after = null) =>
        End(page, 200, contentType, null, after);

    /// <summary>A reading that ends in the middle of <paramref name="page"/>, or with another status.</summary>
    public TrafficSample Fail(string page = "", int status = 200, Outcome? failure = Outcome.Truncated) => End(page, status, "text/plain", failure, null);

    /// <summary>Bytes that reading a page allocates.</summary>
    public long AllocatedBy(string page)
    {
        var bytes = Encoding.UTF8.GetBytes(page);
        _now += Interval;
        _exchange.NextRequest();
        var reader = _exchange.NewReader();
        reader.OnHead(200, null);
        var before = GC.GetAllocatedBytesForCurrentThread();
        reader.OnBody(bytes, TimeSpan.Zero);
        var result = Result(reader.Complete(null, null, TimeSpan.Zero));
        Assert.Null(_exchange.Conclude(result, holdsProbes: false).Failure);
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    /// <summary>Reads two pages; what the second says.</summary>
    public TrafficSample ReadTwo(string before, string after)
    {
        Read(before);
        return Read(after, contentType: null);
    }

    private TrafficSample End(string page, int status, string? contentType, Outcome? failure, TimeSpan? after)
    {
        _now += after ?? Interval;
        Assert.Equal("GET", _exchange.NextRequest().Method);
        var reader = _exchange.NewReader();
        reader.OnHead(status, contentType);
        foreach (var piece in Encoding.UTF8.GetBytes(page).Chunk(1000))
        {
            reader.OnBody(piece, TimeSpan.Zero);
        }

        var answer = reader.Complete(failure, failure?.Name(), TimeSpan.Zero);
        return _exchange.Conclude(Result(answer), holdsProbes: false);
    }

    private ProbeResult Result(Answer answer) => new()
    {
        Service = "chat", Probe = "traffic", ScheduledAt = _now, ScheduleDelay = TimeSpan.Zero, Interval = Interval, Outcome = answer.Outcome, Detail = answer.Detail,
    };
}
