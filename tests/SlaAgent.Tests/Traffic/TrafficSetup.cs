using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using SlaAgent.Core.Contracts;
using SlaAgent.Core.Samples;
using SlaAgent.Tests.Probing;
using SlaAgent.Traffic;

namespace SlaAgent.Tests.Traffic;

/// <summary>Services whose metrics are read, as the tests need them.</summary>
internal static class TrafficSetup
{
    public static ModelService Service(Uri url, TimeSpan? interval = null) =>
        new() { Name = "chat", Server = "sglang", Url = url, Probes = [], Traffic = new(null, interval ?? ProbeSetup.Ample, null) };

    /// <summary>Reads the metrics of a service at once, with an ample deadline or the one given.</summary>
    public static TrafficSender Sender(ModelService service, TimeSpan? timeout = null, ILogger? log = null, TrafficCounts? counts = null, AwakeWatch? watch = null) => new(
        service,
        TrafficTarget.Reading(service.Traffic!) with { Timeout = timeout ?? ProbeSetup.Ample },
        counts ?? new TrafficCounts(),
        watch ?? new AwakeWatch(default),
        () => false,
        TimeProvider.System,
        null,
        log ?? NullLogger.Instance);

    /// <summary>What one reading says.</summary>
    public static async Task<TrafficSample> ReadAsync(this TrafficSender sender, long second = 1)
    {
        var run = await sender.SendAsync(new(second * TimeSpan.TicksPerSecond), TimeSpan.Zero, default, TestContext.Current.CancellationToken);
        return (TrafficSample)run.Sample!;
    }

    public static string Page(long requests) => $"# TYPE sglang:num_requests_total counter\nsglang:num_requests_total{{model_name=\"m\"}} {requests}.0\n";
}
