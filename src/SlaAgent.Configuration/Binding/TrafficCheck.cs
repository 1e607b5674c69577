using SlaAgent.Configuration.Values;
using SlaAgent.Configuration.Yaml;
using SlaAgent.Core.Contracts;
using SlaAgent.Core.Objectives;

namespace SlaAgent.Configuration.Binding;

/// <summary>Whether a server's metrics tell what an objective on its users' requests needs.</summary>
/// <param name="document">The agreement.</param>
/// <param name="service">Its service.</param>
/// <param name="window">Its window.</param>
internal sealed class TrafficCheck(DocumentScope document, BoundService service, TimeSpan window)
{
    /// <summary>Finds the source of an objective with <c>source: traffic</c>, and reports what is missing for it; null where there is none.</summary>
    /// <param name="map">The objective.</param>
    /// <param name="path">Its path.</param>
    /// <param name="kind">Its kind.</param>
    public EventSource? Run(YamlMapping map, NodePath path, string kind)
    {
        var written = map.Mapping(kind)!;
        var here = path.Key(kind);
        if (service.Traffic is not { } traffic)
        {
            if (service.Preset is not null)
            {
                document.Error(written.PlaceOf("source"), here.Key("source"), $"the service {service.Name} does not read its users' requests; write traffic: {{}} in its spec, for the metrics that the preset {service.Preset.Id} knows, or name the server's own under traffic.metrics");
            }

            return null;
        }

        if (service.Preset?.Traffic is not { } told)
        {
            if (traffic.Awake is not null && service.Preset is not null)
            {
                document.Error(written.PlaceOf("source"), here.Key("source"), $"nothing of users' requests is known of {service.Name}; name the server's own metrics under spec.traffic.metrics");
            }

            return null;
        }

        switch (kind)
        {
            case "availability":
                CheckAvailability(written, here, told);
                break;
            case "latency":
                CheckLatency(written, here, told);
                break;
            case "throughput":
                CheckThroughput(written, here, told);
                break;
        }

        CheckIntervals(map, path, written, here, traffic.Interval);
        return new EventSource.Traffic(traffic);
    }

    private void CheckAvailability(YamlMapping written, NodePath here, TrafficCapabilities told)
    {
        if (!told.CountsRequests || !told.CountsFailures)
        {
            document.Error(written.PlaceOf("source"), here.Key("source"), $"the metrics of {Server} do not count {(told.CountsRequests ? "failed requests apart" : "requests")}, so that nothing is known of availability; name them under spec.traffic.metrics of {service.Name} (good, bad), or judge a probe: availability: {{ probe: NAME }}");
        }
    }

    private void CheckThroughput(YamlMapping written, NodePath here, TrafficCapabilities told)
    {
        var measure = written.Text("measure") ?? "requests";
        var isTold = measure switch { "output_tokens" => told.CountsOutputTokens, "prompt_tokens" => told.CountsPromptTokens, _ => told.CountsRequests };
        if (!isTold)
        {
            document.Error(written.PlaceOf(written.Has("measure") ? "measure" : "source"), here.Key("measure"), $"the metrics of {Server} do not count {measure.Replace('_', ' ')}; name what does under spec.traffic.metrics of {service.Name}");
        }
    }

    private void CheckLatency(YamlMapping written, NodePath here, TrafficCapabilities told)
    {
        var measure = ObjectiveBinder.Measure(written.Text("measure"));
        if (told.Latencies.FirstOrDefault(latency => latency.Measure == measure) is not { } histogram)
        {
            var known = string.Join(", ", told.Latencies.Select(latency => Name(latency.Measure)));
            document.Error(written.PlaceOf(written.Has("measure") ? "measure" : "source"), here.Key("measure"), $"the metrics of {Server} have no histogram of {Name(measure)}; " + (known.Length == 0 ? "they have none of any duration" : $"they have: {known}") + Hint(measure));
        }
        else if (written.Duration("threshold") is { } threshold && histogram.UpperBounds.Count > 0)
        {
            CheckThreshold(written, here, threshold, BucketBounds.Around(threshold, histogram.UpperBounds.AsSpan()));
        }
    }

    private void CheckThreshold(YamlMapping written, NodePath here, TimeSpan threshold, BucketBounds around)
    {
        if (around.IsExact)
        {
            return;
        }

        var (at, key) = (written.PlaceOf("threshold"), here.Key("threshold"));
        if (around.Lower == TimeSpan.Zero)
        {
            document.Warn(at, key, $"the histogram of {Server} tells nothing below {Durations.Format(around.Upper!.Value)} apart, so that every request counts as slower; write at least that");
        }
        else if (around.Upper is { } upper)
        {
            document.Warn(at, key, $"falls inside a bucket of the histogram of {Server}, from {Durations.Format(around.Lower)} to {Durations.Format(upper)}: what is slower than {Durations.Format(around.Lower)} counts as slower than {Durations.Format(threshold)}; write one of the two");
        }
        else
        {
            document.Warn(at, key, $"lies beyond the last bound of the histogram of {Server}, {Durations.Format(around.Lower)}: what is slower than that counts as slower than {Durations.Format(threshold)}");
        }
    }

    private void CheckIntervals(YamlMapping map, NodePath path, YamlMapping written, NodePath here, TimeSpan interval)
    {
        if (interval > window)
        {
            document.Error(written.PlaceOf("source"), here.Key("source"), $"traffic of {service.Name} is read every {Durations.Format(interval)}, less than once in the window of {Durations.Format(window)}");
        }

        if (map.Mapping("timeslices") is { } slices && slices.Duration("length") is { } length && length < interval)
        {
            document.Error(slices.PlaceOf("length"), path.Key("timeslices").Key("length"), $"shorter than the {Durations.Format(interval)} between two readings of the traffic of {service.Name}; make it at least that");
        }
    }

    private string Server => service.Preset!.Id;

    private string Hint(LatencyMeasure measure) => measure switch
    {
        LatencyMeasure.Total => NameIt("duration"),
        LatencyMeasure.TimeToFirstToken => NameIt("timeToFirstToken"),
        LatencyMeasure.TimePerOutputToken => NameIt("timePerOutputToken"),
        _ => "",
    };

    private string NameIt(string key) => $"; name it under spec.traffic.metrics.{key} of {service.Name}";

    private static string Name(LatencyMeasure measure) => measure switch
    {
        LatencyMeasure.FirstByte => "first_byte",
        LatencyMeasure.TimeToFirstToken => "time_to_first_token",
        LatencyMeasure.TimePerOutputToken => "time_per_output_token",
        LatencyMeasure.InterChunkLatency => "inter_chunk_latency",
        _ => "total",
    };
}
