using SlaAgent.Configuration.Values;
using SlaAgent.Configuration.Yaml;

namespace SlaAgent.Configuration.Binding;

/// <summary>Whether slices fit the objective that they are written for.</summary>
/// <param name="document">The agreement.</param>
/// <param name="window">Its window.</param>
internal sealed class SliceCheck(DocumentScope document, TimeSpan window)
{
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

        if (kind is "latency" or "throughput" && slices.Entry("good") is { } good)
        {
            document.Error(good.KeyAt, here.Key("good"), kind == "latency" ? "leave it out: for latency the percentile says how many events of a slice must be good" : "leave it out: atLeast says when a slice is good");
        }
        else if (kind == "availability" && !slices.Has("good"))
        {
            document.Error(slices.At, here.Key("good"), "missing; write the share of a slice's events that makes it good, as 95%");
        }
        else if (kind == "accuracy")
        {
            document.Error(slices.At, here, "accuracy is judged by evaluations, not by slices; leave it out");
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
