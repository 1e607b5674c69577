using System.Diagnostics.Metrics;

namespace SlaAgent.Telemetry;

/// <summary>Metrics of the receivers: what was posted, and what waits.</summary>
internal sealed class ReceiverInstruments(SeriesLimits limits, Func<AgentFacts> facts) : IDisposable
{
    private const int Results = 3;

    private IReadOnlyList<string>? _names;
    private Meter? _meter;

    /// <summary>Makes the metrics anew where <paramref name="receivers"/> are others than before: the number of series an instrument may have is fixed when it is made.</summary>
    public void Apply(IReadOnlyList<string> receivers)
    {
        if (_names is not null && receivers.SequenceEqual(_names))
        {
            return;
        }

        _names = receivers;
        limits.Set("sla_agent_notifications_total", receivers.Count * Results);
        limits.Set("sla_agent_outbox_entries", receivers.Count);
        limits.Set("sla_agent_outbox_oldest_timestamp_seconds", receivers.Count);
        _meter?.Dispose();
        _meter = AgentMeter.Create("receivers");
        _meter.CreateObservableCounter(
            "sla_agent_notifications_total",
            () => from receiver in facts().Receivers
                  from result in receiver.Results
                  select new Measurement<long>(
                      result.Count,
                      new KeyValuePair<string, object?>("receiver", receiver.Name),
                      new KeyValuePair<string, object?>("result", result.Result)),
            null,
            "Posts to receivers by result: success, failure (will be tried again), rejected (will not).");
        _meter.CreateObservableGauge(
            "sla_agent_outbox_entries",
            () => from receiver in facts().Receivers
                  select new Measurement<long>(receiver.Waiting, new KeyValuePair<string, object?>("receiver", receiver.Name)),
            null,
            "Transitions of alerts that wait for delivery.");
        _meter.CreateObservableGauge(
            "sla_agent_outbox_oldest_timestamp_seconds",
            () => from receiver in facts().Receivers
                  select new Measurement<double>(
                      receiver.Oldest is { } oldest ? oldest.ToUnixTimeMilliseconds() / 1000d : 0,
                      new KeyValuePair<string, object?>("receiver", receiver.Name)),
            "s",
            "Since when the oldest of them waits, as a Unix time; 0 when none does.");
   
    }

    public void Dispose() => _meter?.Dispose();
}
