using System.Threading.Channels;
using SlaAgent.Core.Samples;
using SlaAgent.ModelServers.Metrics;

namespace SlaAgent.Traffic;

/// <summary>Where readings go. One that did not take place, which the schedule reports as it does of a probe, becomes a reading that failed.</summary>
/// <param name="samples">The evaluation loop's channel.</param>
/// <param name="countsOf">The counts of a service.</param>
internal sealed class TrafficChannel(ChannelWriter<Sample> samples, Func<string, TrafficCounts> countsOf) : ChannelWriter<Sample>
{
    /// <inheritdoc />
    public override bool TryWrite(Sample item)
    {
        if (item is not ProbeResult missed)
        {
            return samples.TryWrite(item);
        }

        countsOf(missed.Service).Missed(missed.Outcome == Outcome.Skipped);
        return samples.TryWrite(MetricsExchange.Failed(missed.Service, missed.ScheduledAt, missed.Detail ?? missed.Outcome.Name()));
    }

    /// <inheritdoc />
    public override ValueTask<bool> WaitToWriteAsync(CancellationToken cancellationToken = default) => samples.WaitToWriteAsync(cancellationToken);
}
