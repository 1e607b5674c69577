using System.Collections.Concurrent;
using System.Threading.Channels;
using SlaAgent.Core.Contracts;
using SlaAgent.Core.Samples;
using SlaAgent.Hosting;
using SlaAgent.ModelServers.Metrics;
using SlaAgent.Probing;

namespace SlaAgent.Traffic;

/// <summary>
/// Reads the metrics of every service whose traffic is wanted, on a schedule and over connections of its own: nothing of it is in a probe's path.
/// </summary>
internal sealed class TrafficScraper : IDisposable
{
    /// <summary>For how many readings what the last one said is believed.</summary>
    private const int ReadingsBelieved = 3;

    private readonly ConcurrentDictionary<string, TrafficCounts> _counts = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, AwakeWatch> _watches = new(StringComparer.Ordinal);
    private readonly ProbeScheduler _scheduler;
    private readonly ILogger<TrafficScraper> _logger;
    private readonly AddressResolver? _resolver;
    private readonly TimeProvider _time;
    private readonly AgentClock _clock;
    private Dictionary<string, ModelService> _services = [];

    /// <summary>A scraper with nothing to do yet.</summary>
    /// <param name="clock">The agent's clock.</param>
    /// <param name="samples">Where readings go; never waited for.</param>
    /// <param name="loggers">Logs.</param>
    /// <param name="resolver">Name resolution; null for the system's.</param>
    public TrafficScraper(AgentClock clock, ChannelWriter<Sample> samples, ILoggerFactory loggers, AddressResolver? resolver = null)
    {
        _time = clock.Time;
        _clock = clock;
        _resolver = resolver;
        _logger = loggers.CreateLogger<TrafficScraper>();
        _scheduler = new ProbeScheduler(clock, new TrafficChannel(samples, CountsOf), NewSender, loggers.CreateLogger<ProbeScheduler>());
    }

    /// <summary>Readings lost because the channel was full.</summary>
    public long SamplesDropped => _scheduler.ResultsDropped;

    /// <summary>Readings that passed in a standstill and were too many to report.</summary>
    public long MissedBeyondBound => _scheduler.MissedBeyondBound;

    /// <summary>How often the metrics of <paramref name="service"/> were read.</summary>
    public TrafficCounts CountsOf(string service) => _counts.GetOrAdd(service, static _ => new TrafficCounts());

    /// <summary>Requests waiting in <paramref name="service"/> by its last reading; null where that is not known, or older than <see cref="ReadingsBelieved"/> readings.</summary>
    public double? WaitingIn(string service) =>
        Volatile.Read(ref _services).TryGetValue(service, out var read) && _counts.TryGetValue(service, out var counts) && counts.Waiting is { } seen
        && _clock.Now - seen.At <= read.Traffic!.Interval * ReadingsBelieved
            ? seen.Requests
            : null;

    /// <summary>Why a probe of <paramref name="service"/> is not to be sent now, because the service is scaled to nothing or it is not known yet whether it is; null where it is.</summary>
    public string? AsleepBecause(string service, bool isHealth) =>
        Volatile.Read(ref _services).TryGetValue(service, out var read) && _watches.TryGetValue(service, out var watch)
            ? watch.HeldBecause(read.Traffic!, isHealth, _clock.Now)
            : null;

    /// <summary>Reads the traffic of <paramref name="services"/> from now on. What is read as before is compared with what was read before.</summary>
    public void Apply(IReadOnlyList<ModelService> services)
    {
        var read = services.Where(service => TrafficCatalog.IsRead(service)).ToList();
        foreach (var watched in read.Where(service => service.Traffic!.Awake is not null))
        {
            _watches.GetOrAdd(watched.Name, static (_, now) => new AwakeWatch(now), _clock.Now);
        }

        Volatile.Write(ref _services, read.ToDictionary(service => service.Name, StringComparer.Ordinal));
        _scheduler.Apply([.. read.Select(service => service with { Probes = [TrafficTarget.Reading(service.Traffic!)] })]);
        foreach (var removed in _counts.Keys.Except(read.Select(service => service.Name)))
        {
            _counts.TryRemove(removed, out _);
            _watches.TryRemove(removed, out _);
        }
    }

    /// <summary>Gives running readings up and ends.</summary>
    public Task StopAsync() => _scheduler.StopAsync();

    /// <inheritdoc />
    public void Dispose() => _scheduler.Dispose();

    private TrafficSender NewSender(ModelService service, Probe reading) =>
        new(service, reading, CountsOf(service.Name), _watches.GetOrAdd(service.Name, static (_, now) => new AwakeWatch(now), _clock.Now), () => IsProbed(service.Name), _time, _resolver, _logger);

    /// <summary>Looked up each time: probes come and go with reloads while the reading goes on.</summary>
    private bool IsProbed(string service) =>
        Volatile.Read(ref _services).TryGetValue(service, out var now) && now.Probes.Any(probe => probe.Request is ProbeRequest.Inference);
}
