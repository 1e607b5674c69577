using SlaAgent.Configuration;
using SlaAgent.Configuration.TimeZones;
using SlaAgent.Core.Baselines;
using SlaAgent.Core.Contracts;
using SlaAgent.Hosting;

namespace SlaAgent.Commands.Baselines;

/// <summary>Gathers the history that was asked for, and proposes from it.</summary>
internal static class BaselineStudy
{
    /// <summary>What history says.</summary>
    /// <exception cref="BaselineFailure">There is nothing to look at, or it cannot be read.</exception>
    public static async Task<BaselineFinding> RunAsync(BaselineRequest request, DateTimeOffset now, CancellationToken cancellation)
    {
        if (request.IsOfDemand)
        {
            return await OfDemandAsync(request, now, cancellation);
        }

        var configuration = Configuration(request);
        var service = configuration.Services.FirstOrDefault(s => s.Name == request.Service)
            ?? throw new BaselineFailure($"there is no service '{request.Service}', but {Names(configuration.Services.Select(s => s.Name))}", ExitCode.Wrong);
        var agreements = configuration.Agreements.Where(a => a.Service == service.Name && (request.Agreement is null || a.Name == request.Agreement)).ToList();
        if (agreements.Count == 0)
        {
            var others = Names(configuration.Agreements.Where(a => a.Service == service.Name).Select(a => a.Name));
            throw new BaselineFailure(request.Agreement is null
                ? $"no agreement is about service '{service.Name}': write one with the objectives to propose targets for, and let the agent measure them"
                : $"there is no agreement '{request.Agreement}' about service '{service.Name}', but {others}", ExitCode.Wrong);
        }

        var zone = Zone(request.TimeZone ?? configuration.Agent.TimeZone);
        using IHistorySource source = request.Prometheus is { } address
            ? new PrometheusHistory(new PrometheusServer(address, request.Auth), request.Weeks, now)
            : LedgerHistory.Open(new AgentOptions { ConfigurationPaths = request.Paths, StateFolder = request.State }.StateFolderOr(configuration.Agent.StateFolder), request.Weeks, now);
        var results = new List<BaselineResult>();
        foreach (var agreement in agreements)
        {
            foreach (var objective in agreement.Objectives)
            {
                var result = await ProposeAsync(source, service, agreement, agreements, objective, (zone, request.Window), cancellation);
                results.Add(result with { Agreement = agreement.Name });
            }
        }

        return new(service.Name, source.Name, request.Window, OneOfEach(results));
    }

    private static async Task<BaselineResult> ProposeAsync(
        IHistorySource source, ModelService service, ServiceLevelAgreement agreement, List<ServiceLevelAgreement> agreements, Objective objective,
        (TimeZoneInfo Zone, TimeSpan Window) frame, CancellationToken cancellation)
    {
        if (objective.Indicator is Indicator.Accuracy)
        {
            return new() { Objective = objective, Unsaid = ["accuracy is judged by runs, each with an interval of its own: 'slaagent status' shows what the last ones support"] };
        }

        if (objective.Indicator is Indicator.Throughput { IsOfTraffic: true, Measure: ThroughputMeasure.Requests } && await source.OfDemandAsync(service, agreements, cancellation) is { Hours.Count: > 0 } demand)
        {
            return Baseline.OfDemand(objective, demand, frame.Zone, frame.Window);
        }

        var result = Baseline.Of(objective, await source.OfAsync(service, agreement, objective, cancellation), frame.Zone, frame.Window);
        return source is LedgerHistory ledger && result.Weeks.Count == 0 && ledger.HasEarlier(agreement, objective)
            ? result with { Unsaid = [.. result.Unsaid, "counts from before the objective was changed are not mixed in: they were of other events"] }
            : result;
    }

    private static async Task<BaselineFinding> OfDemandAsync(BaselineRequest request, DateTimeOffset now, CancellationToken cancellation)
    {
        var objective = new Objective
        {
            Name = "throughput", Indicator = new Indicator.Throughput { Probe = null, AtLeast = new Rate(1) }, Target = 0.99m, MinimumSamples = Objective.DefaultMinimumSamples(0.99m),
        };
        BaselineHistory history;
        string name;
        if (request.Csv is { } file)
        {
            var hours = HourlyCountsFile.Read(file, request.TimeColumn, request.Column, out var problem);
            history = problem is null
                ? BaselineHistory.Of(hours.Select(hour => new BaselineHour(hour.Hour, (long)Math.Round(hour.Count), 0, hour.Covered, default)), request.Weeks)
                : throw new BaselineFailure(problem, ExitCode.Wrong);
            name = Path.GetFileName(file);
        }
        else
        {
            using var prometheus = new PrometheusHistory(new PrometheusServer(request.Prometheus!, request.Auth), request.Weeks, now);
            history = await prometheus.OfRateAsync(request.Query!, cancellation);
            name = prometheus.Name;
        }

        return new(request.Service, name, request.Window, [Baseline.OfDemand(objective, history, Zone(request.TimeZone ?? "UTC"), request.Window)]);
    }

    private static AgentConfiguration Configuration(BaselineRequest request)
    {
        var loaded = ConfigurationSource.Load(request.Paths);
        var obstacles = ConfigurationSource.Obstacles(loaded, laterIsFine: true);
        if (loaded.Configuration is { } configuration && obstacles.Count == 0)
        {
            return configuration;
        }

        throw new BaselineFailure(ConfigurationSource.Advice(request.Paths) ?? string.Join('\n', obstacles), ExitCode.Wrong);
    }

    /// <summary>Two agreements often promise the same in two degrees: one proposal is enough, from the one that was measured for longest.</summary>
    private static List<BaselineResult> OneOfEach(List<BaselineResult> results) =>
        [.. results.GroupBy(result => (Promise(result.Objective.Indicator), result.Objective.Timeslices)).Select(same => same.MaxBy(result => result.To - result.From)!)];

    private static Indicator Promise(Indicator indicator) => indicator switch
    {
        Indicator.Latency latency => latency with { Threshold = default },
        Indicator.Throughput throughput => throughput with { AtLeast = default },
        Indicator.Accuracy accuracy => accuracy with { Goal = default },
        _ => indicator,
    };

    private static TimeZoneInfo Zone(string name) => ZoneData.Find(name) is { } zone
        ? zone
        : throw new BaselineFailure($"there is no time zone '{name}'; write an IANA name such as Europe/Berlin", ExitCode.Wrong);

    private static string Names(IEnumerable<string> names) => string.Join(", ", names.Take(20)) is { Length: > 0 } list ? list : "none";
}
