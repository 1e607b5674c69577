using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace SlaAgent.Telemetry;

/// <summary>The names under which the agent's telemetry is known.</summary>
internal static class AgentMeter
{
    /// <summary>Name of every meter and of the activity source.</summary>
    public const string Name = "SlaAgent";

    /// <summary>Spans of probes.</summary>
    public static readonly ActivitySource Spans = new(Name);

    private static int s_probeMeters;

    /// <summary>
    /// A meter of its own for one part, told apart by a tag: OpenTelemetry keeps the streams of such meters separate, groups them into one family
    /// when it exports, and drops them when the meter is disposed. So a reload can remove one part's series and keep all others.
    /// </summary>
    public static Meter Create(string part) =>
        new(new MeterOptions(Name) { Tags = [Part(part)] });

    /// <summary>
    /// A meter for one probe (or one server's metrics). Its counts begin with it, so one that replaces another has another number: receivers of OTLP, who get the last counts of the
    /// old one together with the first of the new one, can tell them apart.
    /// </summary>
    public static Meter CreateForProbe(string service, string probe) =>
        new(new MeterOptions(Name) { Tags = [Part($"{service}/{probe}"), new("slaagent.generation", Interlocked.Increment(ref s_probeMeters))] });

    private static KeyValuePair<string, object?> Part(string part) => new("slaagent.part", part);
}
