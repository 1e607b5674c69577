using System.Diagnostics.Metrics;

namespace SlaAgent.Telemetry;

/// <summary>Metrics of what is delivered to others: what was sent, and what waits.</summary>
internal sealed class DeliveryInstruments : IDisposable
{
    private const int Results = 3;

    private readonly SeriesLimits _limits;
    private readonly Func<IReadOnlyList<DeliveryFacts>> _facts;
    private readonly string _part;
    private readonly string _label;
    private readonly (string Name, string Doc) _sent;
    private readonly (string Name, string Doc) _waiting;
    private readonly (string Name, string Doc) _oldest;

    private IReadOnlyList<string>? _names;
    private Meter? _meter;

    private DeliveryInstruments(
        SeriesLimits limits,
        Func<IReadOnlyList<DeliveryFacts>> facts,
        string part,
        string label,
        (string Name, string Doc) sent,
        (string Name, string Doc) waiting,
        (string Name, string Doc) oldest) =>
        (_limits, _facts, _part, _label, _sent, _waiting, _oldest) = (limits, facts, part, label, sent, waiting, oldest);

    /// <summary>Those of the receivers of alerts.</summary>
    public static DeliveryInstruments OfReceivers(SeriesLimits limits, Func<AgentFacts> facts) => new(
        limits,
        () => facts().Receivers,
        "receivers",
        "receiver",
        ("sla_agent_notifications_total", "Posts to receivers by result: success, failure (will be tried again), rejected (will not)."),
        ("sla_agent_outbox_entries", "Transitions of alerts that wait for delivery."),
        ("sla_agent_outbox_oldest_timestamp_seconds", "Since when the oldest of them waits, as a Unix time; 0 when none does."));

    /// <summary>Those of the sinks of results.</summary>
    public static DeliveryInstruments OfResults(SeriesLimits limits, Func<AgentFacts> facts) => new(
        limits,
        () => facts().Results,
        "results",
        "sink",
        ("sla_agent_results_total", "Results of evaluations sent to sinks, by result: success, failure (will be tried again), rejected (will not)."),
        ("sla_agent_results_waiting", "Results of evaluations that wait for a sink."),
        ("sla_agent_results_oldest_timestamp_seconds", "When the oldest of them was meant to start, as a Unix time; 0 when none waits."));

    /// <summary>Makes the metrics anew where <paramref name="names"/> are others than before: the number of series an instrument may have is fixed when it is made.</summary>
    public void Apply(IReadOnlyList<string> names)
    {
        if (_names is not null && names.SequenceEqual(_names))
        {
            return;
        }

        _names = names;
        _limits.Set(_sent.Name, names.Count * Results);
        _limits.Set(_waiting.Name, names.Count);
        _limits.Set(_oldest.Name, names.Count);
        _meter?.Dispose();
        _meter = AgentMeter.Create(_part);
        _meter.CreateObservableCounter(
            _sent.Name,
            () => from fact in _facts()
                  from result in fact.Results
                  select new Measurement<long>(result.Count, Label(fact), new KeyValuePair<string, object?>("result", result.Result)),
            null,
            _sent.Doc);
        _meter.CreateObservableGauge(_waiting.Name, () => _facts().Select(fact => new Measurement<long>(fact.Waiting, Label(fact))), null, _waiting.Doc);
        _meter.CreateObservableGauge(
            _oldest.Name,
            () => _facts().Select(fact => new Measurement<double>(fact.Oldest is { } oldest ? oldest.ToUnixTimeMilliseconds() / 1000d : 0, Label(fact))),
            "s",
            _oldest.Doc);
    }

    public void Dispose() => _meter?.Dispose();

    private KeyValuePair<string, object?> Label(DeliveryFacts fact) => new(_label, fact.Name);
}
