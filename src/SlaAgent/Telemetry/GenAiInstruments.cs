using System.Diagnostics.Metrics;
using SlaAgent.Core.Samples;

namespace SlaAgent.Telemetry;

/// <summary>
/// Metrics of one generative probe by the OpenTelemetry conventions for generative AI (status Development): those of a client, which the agent is.
/// </summary>
internal sealed class GenAiInstruments
{
    public const string Duration = "gen_ai.client.operation.duration";
    public const string TimeToFirstChunk = "gen_ai.client.operation.time_to_first_chunk";
    public const string TimePerOutputChunk = "gen_ai.client.operation.time_per_output_chunk";

    // The bounds that the conventions advise.
    private static readonly double[] Bounds = [0.01, 0.02, 0.04, 0.08, 0.16, 0.32, 0.64, 1.28, 2.56, 5.12, 10.24, 20.48, 40.96, 81.92];

    private readonly GenAiOperation _operation;
    private readonly KeyValuePair<string, object?>[]?[] _attributes = new KeyValuePair<string, object?>[Outcomes.All.Length][];
    private readonly Histogram<double> _duration;
    private readonly Histogram<double>? _firstChunk;
    private readonly Histogram<double>? _perChunk;

    public GenAiInstruments(Meter meter, GenAiOperation operation)
    {
        _operation = operation;
        _duration = Histogram(meter, Duration, "Duration of the operation.");
        if (operation.Streams)
        {
            _firstChunk = Histogram(meter, TimeToFirstChunk, "Time to the first chunk of the stream.");
            _perChunk = Histogram(meter, TimePerOutputChunk, "Time of each chunk after the first since the one before it.");
        }
    }

    /// <summary>Records a result that is a measurement. What never came to a first chunk has no time to it; it counts in the duration, as an error.</summary>
    public void Record(ProbeResult result)
    {
        var attributes = _attributes[(int)result.Outcome] ??= _operation.Attributes(result.Outcome == Outcome.Success ? null : result.Outcome.Name());
        _duration.Record(result.Duration.TotalSeconds, attributes);
        if (result.TimeToFirstChunk is { } first)
        {
            _firstChunk?.Record(first.TotalSeconds, attributes);
        }

        foreach (var gap in result.ChunkGaps.AsSpan())
        {
            _perChunk?.Record(gap.TotalSeconds, attributes);
        }
    }

    private static Histogram<double> Histogram(Meter meter, string name, string help) =>
        meter.CreateHistogram(name, "s", help, null, new InstrumentAdvice<double> { HistogramBucketBoundaries = Bounds });
}
