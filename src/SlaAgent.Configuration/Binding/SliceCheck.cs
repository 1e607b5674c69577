using SlaAgent.Configuration.Values;
using SlaAgent.Configuration.Yaml;

namespace SlaAgent.Configuration.Binding;

/// <summary>Whether slices fit the objective that they are written for.</summary>
/// <param name="document">The agreement.</param>
/// <param name="window">Its window.</param>
internal sealed class SliceCheck(DocumentScope document, TimeSpan window)
{
    private static readonly string[] s_clauses = ["minimumDuration", "minimumRequests", "whenIdle"];

    /// <summary>Checks what is under <c>timeslices</c>, and whether it may be missing.</summary>
    public void Run(YamlMapping map, NodePath path, string kind)
    {
        var isOfRuns = kind == "throughput" && map.Mapping(kind) is { } written && written.Has("probe");
        if (map.Mapping("timeslices") is not { } slices)
        {
            if (kind == "throughput" && !isOfRuns)
            {
                document.Error(map.At, path.Key("timeslices"), "missing; throughput of traffic is judged by slices, as { length: 1m }");
            }

            return;
        }

        if (isOfRuns)
        {
            document.Error(slices.At, path.Key("timeslices"), "leave it out: each run of load is one event");
            return;
        }

        var here = path.Key("timeslices");
        if (slices.Duration("length") is { } length)
        {
            CheckLength(slices, here, length);
        }

        CheckGood(slices, here, kind);
        CheckClauses(slices, here, kind);
    }

    private void CheckGood(YamlMapping slices, NodePath path, string kind)
    {
        var isAveraged = slices.Flag("average");
        if (kind == "accuracy")
        {
            document.Error(slices.At, path, "accuracy is judged by evaluations, not by slices; leave it out");
        }
        else if (kind is "latency" or "throughput" && slices.Entry("good") is { } good)
        {
            document.Error(good.KeyAt, path.Key("good"), kind == "latency" ? "leave it out: for latency the percentile says how many events of a slice must be good" : "leave it out: atLeast says when a slice is good");
        }
        else if (kind == "availability" && isAveraged && slices.Entry("good") is { } unneeded)
        {
            document.Error(unneeded.KeyAt, path.Key("good"), "leave it out: an averaged slice counts by its share of good requests, and is not good or bad as a whole");
        }
        else if (kind == "availability" && !isAveraged && !slices.Has("good"))
        {
            document.Error(slices.At, path.Key("good"), "missing; write the share of a slice's events that makes it good, as 95%, or average: true");
        }
        else if (kind != "availability" && isAveraged)
        {
            document.Error(slices.PlaceOf("average"), path.Key("average"), "leave it out: the shares of availability alone are averaged");
        }
    }

    private void CheckClauses(YamlMapping slices, NodePath path, string kind)
    {
        foreach (var name in s_clauses)
        {
            if (slices.Entry(name) is not { } clause)
            {
                continue;
            }

            if (kind == "throughput")
            {
                document.Error(clause.KeyAt, path.Key(name), name == "whenIdle" ? "leave it out: throughput has a whenIdle of its own, beside atLeast" : "leave it out: a slice of throughput is good or bad by the work done in it");
            }
            else if (name != "whenIdle" && slices.Flag("average"))
            {
                document.Error(clause.KeyAt, path.Key(name), "leave it out: where shares are averaged no slice is bad as a whole");
            }
        }

        if (slices.Text("whenIdle") == "bad" && slices.Entry("minimumRequests") is { } least)
        {
            document.Error(least.KeyAt, path.Key("minimumRequests"), "contradicts whenIdle: bad, by which a slice without any request is bad; leave one of them out");
        }

        if (slices.Duration("minimumDuration") is { } duration && slices.Duration("length") is { } length)
        {
            CheckDuration(slices, path.Key("minimumDuration"), duration, length);
        }
    }

    private void CheckDuration(YamlMapping slices, NodePath path, TimeSpan duration, TimeSpan length)
    {
        var at = slices.PlaceOf("minimumDuration");
        if (duration.Ticks % length.Ticks != 0)
        {
            document.Error(at, path, $"no multiple of the slices' length of {Durations.Format(length)}, and only whole slices are judged");
        }
        else if (duration > window)
        {
            document.Error(at, path, $"longer than the window of {Durations.Format(window)}, so that nothing ever counts as bad");
        }
        else if (duration == length)
        {
            document.Warn(at, path, $"changes nothing: every bad slice lasts {Durations.Format(length)}");
        }
    }

    private void CheckLength(YamlMapping slices, NodePath path, TimeSpan length)
    {
        if (length > window)
        {
            document.Error(slices.PlaceOf("length"), path.Key("length"), $"longer than the window of {Durations.Format(window)}");
        }
        else if (TimeSpan.TicksPerDay % length.Ticks != 0 && length.Ticks % TimeSpan.TicksPerDay != 0)
        {
            document.Error(slices.PlaceOf("length"), path.Key("length"), "slices begin at midnight UTC, and a day is no multiple of this length; write one that divides a day, as 1m, 5m or 1h");
        }
    }
}
