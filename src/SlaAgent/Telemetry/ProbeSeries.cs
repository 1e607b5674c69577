using SlaAgent.Core.Contracts;

namespace SlaAgent.Telemetry;

/// <summary>What the metrics of one probe look like. Two equal ones can share their instruments, so that a reload keeps histograms.</summary>
internal sealed record ProbeSeries(string Service, string Probe, bool Generates, bool Streams)
{
    private static readonly LatencyMeasure[] Measures = Enum.GetValues<LatencyMeasure>();

    /// <summary>Bounds by <see cref="LatencyMeasure"/>; compared by value.</summary>
    public required EquatableArray<EquatableArray<double>> Bounds { get; init; }

    /// <summary>Whether an objective judges the first byte; its histogram exists only then.</summary>
    public required bool JudgesFirstByte { get; init; }

    /// <summary>What the probe is by the conventions for generative AI; null where it is none or nobody asked.</summary>
    public GenAiOperation? GenAi { get; init; }

    /// <summary>Whether it is held back while its server is saturated.</summary>
    public bool BacksOff { get; init; }

    public double[] DurationBounds => Of(LatencyMeasure.Total);

    public double[]? FirstByteBounds => JudgesFirstByte ? Of(LatencyMeasure.FirstByte) : null;

    public double[] FirstTokenBounds => Of(LatencyMeasure.TimeToFirstToken);

    public double[] PerTokenBounds => Of(LatencyMeasure.TimePerOutputToken);

    public double[] InterChunkBounds => Of(LatencyMeasure.InterChunkLatency);

    /// <summary>The series of every probe of <paramref name="configuration"/>, those of the conventions for generative AI where <paramref name="genAi"/> asks for them.</summary>
    public static IEnumerable<ProbeSeries> All(AgentConfiguration configuration, bool genAi) =>
        from service in configuration.Services
        from probe in service.Probes
        let inference = probe.Request as ProbeRequest.Inference
        select new ProbeSeries(service.Name, probe.Name, inference?.Prompt is not null, inference is { Prompt: not null, Stream: true })
        {
            Bounds = [.. Measures.Select(m => (EquatableArray<double>)[.. LatencyBounds.For(configuration, service.Name, probe.Name, m)])],
            JudgesFirstByte = LatencyBounds.Thresholds(configuration, service.Name, probe.Name, LatencyMeasure.FirstByte).Any(),
            BacksOff = inference is not null && service.Saturation.BackOff,
            GenAi = genAi ? GenAiOperation.Of(service, probe) : null,
        };

    private double[] Of(LatencyMeasure measure) => [.. Bounds[(int)measure]];
}
