using System.Threading.Channels;
using SlaAgent.Core.Contracts;
using SlaAgent.Core.Samples;
using SlaAgent.Hosting;
using SlaAgent.Probing;

namespace SlaAgent.Traffic;

/// <summary>Reads what agreements depend on, each on its own schedule and over its own connection.</summary>
internal sealed class PreconditionScraper : IDisposable
{
    private readonly ProbeScheduler _scheduler;
    private readonly ILogger<PreconditionScraper> _logger;
    private readonly AddressResolver? _resolver;
    private readonly TimeProvider _time;
    private Dictionary<(string Service, string Reading), (string Agreement, Precondition Precondition)> _read = [];

    /// <summary>A scraper with nothing to do yet.</summary>
    /// <param name="clock">The agent's clock.</param>
    /// <param name="samples">Where readings go; never waited for.</param>
    /// <param name="loggers">Logs.</param>
    /// <param name="resolver">Name resolution; null for the system's.</param>
    public PreconditionScraper(AgentClock clock, ChannelWriter<Sample> samples, ILoggerFactory loggers, AddressResolver? resolver = null)
    {
        (_time, _resolver, _logger) = (clock.Time, resolver, loggers.CreateLogger<PreconditionScraper>());
        _scheduler = new ProbeScheduler(clock, new PreconditionChannel(samples), NewSender, loggers.CreateLogger<ProbeScheduler>());
    }

    /// <summary>Readings lost because the channel was full.</summary>
    public long SamplesDropped => _scheduler.ResultsDropped;

    /// <summary>Reads what the agreements of a configuration depend on from now on.</summary>
    public void Apply(AgentConfiguration configuration)
    {
        var read = new Dictionary<(string Service, string Reading), (string Agreement, Precondition Precondition)>();
        var readings = configuration.Agreements.SelectMany(agreement => agreement.Preconditions.Select(precondition => (agreement, precondition))).ToLookup(pair => pair.agreement.Service);
        foreach (var (agreement, precondition) in readings.SelectMany(group => group))
        {
            read[(agreement.Service, PreconditionSender.NameOf(agreement.Name, precondition))] = (agreement.Name, precondition);
        }

        Volatile.Write(ref _read, read);
        _scheduler.Apply(
        [
            .. configuration.Services.Where(service => readings.Contains(service.Name)).Select(service => service with
            {
                Probes = [.. readings[service.Name].Select(pair => PreconditionSender.Reading(pair.agreement.Name, pair.precondition))],
            }),
        ]);
    }

    /// <summary>Gives running readings up and ends.</summary>
    public Task StopAsync() => _scheduler.StopAsync();

    /// <inheritdoc />
    public void Dispose() => _scheduler.Dispose();

    private PreconditionSender NewSender(ModelService service, Probe reading)
    {
        var (agreement, precondition) = Volatile.Read(ref _read)[(service.Name, reading.Name)];
        return new(service, agreement, precondition, reading, _time, _resolver, _logger);
    }
}
