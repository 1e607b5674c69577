using SlaAgent.Configuration.Values;
using SlaAgent.Configuration.Yaml;
using SlaAgent.Core.Contracts;

namespace SlaAgent.Configuration.Binding;

/// <summary>Load probes to their contracts.</summary>
/// <param name="document">The ModelService.</param>
/// <param name="inference">Binds what is asked.</param>
/// <param name="timeZone">The agent's time zone.</param>
internal sealed class LoadBinder(DocumentScope document, InferenceBinder inference, string timeZone)
{
    private const int DefaultInFlight = 64;

    private static readonly TimeSpan s_longestDefaultTimeout = TimeSpan.FromSeconds(10);

    /// <summary>Binds the probe in <paramref name="map"/>, which has the key <c>load</c>.</summary>
    public LoadProbe? Bind(YamlMapping map, NodePath path)
    {
        var here = path.Key("load");
        var load = map.Mapping("load");
        var request = inference.Bind(load?.Mapping("inference"), here.Key("inference"));
        var schedule = new ScheduleBinder(document, timeZone).Bind(map, path);
        CheckArrivals(load, here);
        if (load.Duration("duration") is not { } duration || schedule is null || request is null || Arrivals(load) is not { } arrivals || map.Text("name") is not { } name)
        {
            return null;
        }

        var timeout = map.Duration("timeout") ?? s_longestDefaultTimeout;
        if (schedule.LongestGap < duration + timeout && schedule is RunSchedule.Every)
        {
            document.Error(map.PlaceOf("interval"), path.Key("interval"), $"shorter than a run may take ({Durations.Format(duration)} of load and the last request's {Durations.Format(timeout)}); make it longer, so that one run ends before the next begins");
        }

        return new()
        {
            Name = name,
            Schedule = schedule,
            Arrivals = arrivals,
            Duration = duration,
            Timeout = timeout,
            MaxInFlight = load.Integer("maxInFlight") ?? DefaultInFlight,
            Request = request,
        };
    }

    private void CheckArrivals(YamlMapping? load, NodePath path)
    {
        if (load is not null && load.Text("arrivals") == "trace" != load.Has("trace"))
        {
            document.Error(load.At, path.Key("trace"), "arrivals: trace and trace: FILE go together");
        }
        else if (load is not null && load.File("trace", document.Check.Folder) is { } file && File.Exists(file))
        {
            ArrivalTraceFile.Read(file, out var problem);
            if (problem is not null)
            {
                document.Error(load.PlaceOf("trace"), path.Key("trace"), problem);
            }
        }

        if (load is not null && load.Has("trace") && load.Entry("rate") is { } rate)
        {
            document.Error(rate.KeyAt, path.Key("rate"), "leave it out: the trace says when requests arrive, and speed how fast it runs");
        }
        else if (load is not null && load.Text("arrivals") != "trace" && !load.Has("trace") && !load.Has("rate"))
        {
            document.Error(load.At, path.Key("rate"), "missing; write a rate, as 20/s");
        }
    }

    private LoadArrivals? Arrivals(YamlMapping? load) => load.Text("arrivals") switch
    {
        "trace" => load.File("trace", document.Check.Folder) is { } file ? new LoadArrivals.Trace(file, load.Number("speed") ?? 1) : null,
        "constant" => load.Rate("rate") is { } rate ? new LoadArrivals.Constant(rate) : null,
        _ => load.Rate("rate") is { } rate ? new LoadArrivals.Poisson(rate) : null,
    };
}
