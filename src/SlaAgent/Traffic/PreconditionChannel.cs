using System.Threading.Channels;
using SlaAgent.Core.Samples;

namespace SlaAgent.Traffic;

/// <summary>Where readings of preconditions go. One that did not take place, which the schedule reports as it does of a probe, becomes a reading that could not tell.</summary>
/// <param name="samples">The evaluation loop's channel.</param>
internal sealed class PreconditionChannel(ChannelWriter<Sample> samples) : ChannelWriter<Sample>
{
    /// <inheritdoc />
    public override bool TryWrite(Sample item)
    {
        if (item is not ProbeResult missed)
        {
            return samples.TryWrite(item);
        }

        // Names of agreements and preconditions hold no slash.
        var names = missed.Probe.Split('/');
        return samples.TryWrite(PreconditionSender.Unknown(missed.Service, names[0], names[^1], missed.ScheduledAt, missed.Detail ?? missed.Outcome.Name()));
    }

    /// <inheritdoc />
    public override ValueTask<bool> WaitToWriteAsync(CancellationToken cancellationToken = default) => samples.WaitToWriteAsync(cancellationToken);
}
