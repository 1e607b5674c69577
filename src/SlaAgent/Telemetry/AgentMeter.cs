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

    /// <summary>
    /// A meter of its own for one part, told apart by a tag: OpenTelemetry keeps the streams of such meters separate, groups them into one family
    /// when it exports, and drops them when the meter is disposed. So a reload can remove one part's series and keep all others.
    /// </summary>
    public static Meter Create(string part) =>
        new(new MeterOptions(Name) { Tags = [new KeyValuePair<string, object?>("slaagent.part", part)] });
}
