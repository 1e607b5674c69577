using System.Collections.Immutable;

namespace SlaAgent.DemoServer.Serving;

/// <summary>A histogram that a metrics page shows.</summary>
/// <param name="Measure">What is counted.</param>
/// <param name="Scale">Page units in a second (1000 for milliseconds); 1 for tokens.</param>
/// <param name="Bounds">Upper bounds of the buckets, in page units, ascending; the infinite one is not written.</param>
internal sealed record HistogramSpec(Measure Measure, double Scale, ImmutableArray<double> Bounds);
