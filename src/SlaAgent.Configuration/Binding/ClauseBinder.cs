using SlaAgent.Configuration.Values;
using SlaAgent.Configuration.Yaml;
using SlaAgent.Core.Contracts;
using SlaAgent.Core.Objectives;
using SlaAgent.Core.Samples;

namespace SlaAgent.Configuration.Binding;

/// <summary>The clauses of an objective: which slices count, and whose fault a failure is.</summary>
/// <param name="document">The agreement.</param>
internal sealed class ClauseBinder(DocumentScope document)
{
    /// <summary>The slices; null where none are written, or where they are wrong.</summary>
    /// <param name="slices">What is written.</param>
    /// <param name="good">Share of a slice's events that makes it good.</param>
    public static Timeslices? Slices(YamlMapping? slices, decimal good) => slices.Duration("length") is not { } length ? null : new(length, good)
    {
        MinimumDuration = slices.Duration("minimumDuration") ?? TimeSpan.Zero,
        MinimumRequests = slices.Integer("minimumRequests") ?? 0,
        WhenIdle = slices.Text("whenIdle") switch { "good" => IdleSlice.Good, "bad" => IdleSlice.Bad, _ => IdleSlice.NoEvent },
        IsAveraged = slices.Flag("average"),
    };

    /// <summary>The outcomes that are no events.</summary>
    public static EquatableArray<Outcome> Except(YamlMapping? written) =>
        [.. Outcomes.All.Where(outcome => (written?.Mapping("validRequests")).Texts("except").Contains(outcome.Name()))];

    /// <summary>What of an objective's clauses does not fit its source, or can never hold.</summary>
    /// <param name="map">The objective.</param>
    /// <param name="path">Its path.</param>
    /// <param name="kind">Its kind.</param>
    /// <param name="source">Where its events come from.</param>
    public void Check(YamlMapping map, NodePath path, string kind, EventSource source)
    {
        var written = map.Mapping(kind);
        CheckValidRequests(written, path.Key(kind).Key("validRequests"), source);
        if (map.Mapping("timeslices") is { } slices && slices.Duration("length") is { } length && source is EventSource.Probed)
        {
            CheckProbed(slices, path.Key("timeslices"), length, source, kind != "availability" || written?.Has("validRequests") == true);
        }
    }

    private void CheckValidRequests(YamlMapping? written, NodePath path, EventSource source)
    {
        if (written?.Entry("validRequests") is not { } entry)
        {
            return;
        }

        if (source is EventSource.Traffic)
        {
            document.Error(entry.KeyAt, path, "leave it out: a server's metrics do not tell these outcomes apart; name the counters of what is its own fault under spec.traffic.metrics.bad of the ModelService, by their labels");
            return;
        }

        var outages = Except(written).Where(outcome => outcome.CountsTowardsDown() && outcome != Outcome.Http3xx).ToList();
        if (outages.Count > 0)
        {
            document.Warn(entry.Value.At, path.Key("except"), $"a service that is down answers so ({string.Join(", ", outages.Select(outcome => outcome.Name()))}): an outage would be no event");
        }
    }

    private void CheckProbed(YamlMapping slices, NodePath path, TimeSpan length, EventSource source, bool mayBeIdle)
    {
        if (slices.Entry("whenIdle") is { } idle && slices.Text("whenIdle") is "good" or "bad")
        {
            if (source.Interval > length)
            {
                document.Error(idle.KeyAt, path.Key("whenIdle"), $"{source.Name} runs every {Durations.Format(source.Interval)}, so that slices of {Durations.Format(length)} between two probes would count as idle; make them at least as long as the interval");
            }
            else if (!mayBeIdle)
            {
                document.Warn(idle.Value.At, path.Key("whenIdle"), $"never holds: {source.Name} asks at least once in each slice, and every answer is an event");
            }
        }

        // Of a row of slices the requests add up; a single slice has no more than its probes.
        if (slices.Integer("minimumRequests") is { } least && !slices.Has("minimumDuration") && least > Math.Ceiling(length / source.Interval))
        {
            document.Warn(slices.PlaceOf("minimumRequests"), path.Key("minimumRequests"), $"{source.Name} asks {Math.Ceiling(length / source.Interval)} times in a slice of {Durations.Format(length)}, so that no slice is ever bad");
        }
    }
}
