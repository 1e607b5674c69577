using System.Diagnostics.Metrics;
using SlaAgent.Core.Samples;

namespace SlaAgent.Telemetry;

/// <summary>The metrics of one probe. Written by the evaluation loop, read by whoever collects.</summary>
internal sealed class ProbeInstruments : IDisposable
{
    private static readonly string[] PhaseNames = ["resolve", "connect", "tls", "send", "wait", "receive", "validate"];

    private readonly Meter _meter;
    private readonly KeyValuePair<string, object?>[] _good;
    private readonly KeyValuePair<string, object?>[] _bad;
    private readonly Histogram<double> _duration;
    private readonly Histogram<double>? _firstByte;
    private readonly Histogram<double>? _firstToken;
    private readonly Histogram<double>? _perToken;
    private readonly Histogram<double>? _interChunk;
    private readonly GenAiInstruments? _genAi;
    private readonly long[] _results = new long[Outcomes.All.Length];
    private readonly long[] _phaseTicks = new long[PhaseNames.Length];
    private readonly long[] _outputTokens = new long[2];
    private long _promptTokens;
    private long _backedOff;

    public ProbeInstruments(ProbeSeries series)
    {
        Series = series;
        _meter = AgentMeter.CreateForProbe(series.Service, series.Probe);
        _good = Tags(series, "outcome_class", "good");
        _bad = Tags(series, "outcome_class", "bad");
        _duration = Histogram("sla_probe_duration_seconds", "Duration of probes, connecting included, to the end of the body.", series.DurationBounds);
        if (series.FirstByteBounds is { } firstByte)
        {
            _firstByte = Histogram("sla_probe_first_byte_seconds", "Time to the first byte of the response.", firstByte);
        }

        if (series.Streams)
        {
            _firstToken = Histogram("sla_probe_time_to_first_token_seconds", "Time to the first event with content.", series.FirstTokenBounds);
            _perToken = Histogram("sla_probe_time_per_output_token_seconds", "Time per output token after the first.", series.PerTokenBounds);
            _interChunk = Histogram("sla_probe_inter_chunk_latency_seconds", "Worst gap between two pieces of content of a request.", series.InterChunkBounds);
        }

        _genAi = series.GenAi is { } operation ? new GenAiInstruments(_meter, operation) : null;
        CreateCounters(series);
    }

    /// <summary>What these instruments were made for.</summary>
    public ProbeSeries Series { get; }

    public void Record(ProbeResult result)
    {
        _results[(int)result.Outcome]++;
        _backedOff += result.BackedOff ? 1 : 0;
        if (!result.Outcome.IsMeasurement())
        {
            return;
        }

        var tags = result.Outcome == Outcome.Success ? _good : _bad;
        _duration.Record(result.Duration.TotalSeconds, tags);
        RecordStage(_firstByte, result.FirstByte, result, tags);
        RecordStage(_firstToken, result.TimeToFirstToken, result, tags);
        RecordStage(_perToken, result.TimePerOutputToken, result, tags);
        RecordStage(_interChunk, result.InterChunkLatency, result, tags);
        _genAi?.Record(result);
        AddPhases(result.Phases);
        _promptTokens += result.PromptTokens ?? 0;
        _outputTokens[result.TokensEstimated ? 1 : 0] += result.OutputTokens ?? 0;
    }

    public void Dispose() => _meter.Dispose();

    /// <summary>A failed probe that never came to the stage counts with its whole duration: left out, an outage would improve the percentile.</summary>
    private static void RecordStage(Histogram<double>? histogram, TimeSpan? value, ProbeResult result, KeyValuePair<string, object?>[] tags)
    {
        var known = value ?? (result.Outcome.IsFailure() ? result.Duration : null);
        if (known is { } time)
        {
            histogram?.Record(time.TotalSeconds, tags);
        }
    }

    private static KeyValuePair<string, object?>[] Tags(ProbeSeries series, string name, string value) =>
        [new("service", series.Service), new("probe", series.Probe), new(name, value)];

    private Histogram<double> Histogram(string name, string help, double[] bounds) =>
        _meter.CreateHistogram(name, "s", help, null, new InstrumentAdvice<double> { HistogramBucketBoundaries = bounds });

    private void AddPhases(Phases phases)
    {
        _phaseTicks[0] += phases.Resolve.Ticks;
        _phaseTicks[1] += phases.Connect.Ticks;
        _phaseTicks[2] += phases.Tls.Ticks;
        _phaseTicks[3] += phases.Send.Ticks;
        _phaseTicks[4] += phases.Wait.Ticks;
        _phaseTicks[5] += phases.Receive.Ticks;
        _phaseTicks[6] += phases.Validate.Ticks;
    }

    private void CreateCounters(ProbeSeries series)
    {
        var outcomes = Outcomes.All.Select(o => Tags(series, "outcome", o.Name())).ToArray();
        _meter.CreateObservableCounter(
            "sla_probe_results_total",
            () => outcomes.Select((tags, i) => new Measurement<long>(Volatile.Read(ref _results[i]), tags)),
            null,
            "Scheduled probes by how they ended; every one ends in exactly one outcome.");

        var phases = PhaseNames.Select(p => Tags(series, "phase", p)).ToArray();
        _meter.CreateObservableCounter(
            "sla_probe_phase_seconds_total",
            () => phases.Select((tags, i) => new Measurement<double>(TimeSpan.FromTicks(Volatile.Read(ref _phaseTicks[i])).TotalSeconds, tags)),
            "s",
            "Time spent by probes in each phase; the phases add up to the duration.");

        if (series.BacksOff)
        {
            KeyValuePair<string, object?>[] tags = [new("service", series.Service), new("probe", series.Probe)];
            _meter.CreateObservableCounter(
                "sla_agent_probes_backed_off_total",
                () => new Measurement<long>(Volatile.Read(ref _backedOff), tags),
                null,
                "Starts of probes that were held back because the server had said that it is saturated; each is skipped, too.");
        }

        if (!series.Generates)
        {
            return;
        }

        KeyValuePair<string, object?>[][] estimated = [Tags(series, "estimated", "false"), Tags(series, "estimated", "true")];
        _meter.CreateObservableCounter(
            "sla_probe_prompt_tokens_total",
            () => new Measurement<long>(Volatile.Read(ref _promptTokens), estimated[0]),
            null,
            "Prompt tokens of probes, as the server counted them.");
        _meter.CreateObservableCounter(
            "sla_probe_output_tokens_total",
            () => estimated.Select((tags, i) => new Measurement<long>(Volatile.Read(ref _outputTokens[i]), tags)),
            null,
            "Output tokens of probes, as the server counted them or estimated from the stream.");
    }
}
