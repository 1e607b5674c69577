using System.CommandLine;
using System.Globalization;
using SlaAgent.Configuration;
using SlaAgent.Configuration.DataSets;
using SlaAgent.Core.Contracts;
using SlaAgent.Core.Objectives;
using SlaAgent.Core.Snapshots;
using SlaAgent.ModelServers.Metrics;

namespace SlaAgent.Commands;

/// <summary><c>slaagent check</c>: every error with its place, or a summary of what would run.</summary>
internal static class CheckCommand
{
    private const int MostClasses = 4;
    private const int ShownOfHash = 12;

    public static Command Create(TextWriter output, TextWriter error)
    {
        var paths = CommonOptions.Paths();
        var config = CommonOptions.Config();
        var command = new Command("check", "Validate the configuration: print every error, or a summary of what would run.") { paths, config };
        command.SetAction(call => Run([.. call.GetValue(paths) ?? [], .. call.GetValue(config) ?? []], output, error));
        return command;
    }

    private static int Run(string[] given, TextWriter output, TextWriter error)
    {
        var paths = ConfigurationSource.PathsOrDefault(given);
        var result = ConfigurationSource.Load(paths);
        foreach (var diagnostic in result.Diagnostics)
        {
            error.WriteLine(diagnostic.ToString());
        }

        foreach (var later in result.NotInThisVersion)
        {
            error.WriteLine(later.ToString());
        }

        if (result.Configuration is not { } configuration)
        {
            if (ConfigurationSource.Advice(paths) is { } advice)
            {
                error.WriteLine(advice);
            }

            var errors = result.Diagnostics.Count(d => d.Severity == DiagnosticSeverity.Error);
            error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"slaagent: {errors} error{(errors == 1 ? "" : "s")}; nothing would run."));
            return ExitCode.Wrong;
        }

        WriteSummary(configuration, output);
        WriteDataSets(configuration, result.DataSets, output);
        if (result.NotInThisVersion.Count > 0)
        {
            error.WriteLine("slaagent: the configuration is valid, but 'run' of this version refuses what is not in it yet.");
        }

        return ExitCode.Fine;
    }

    private static void WriteSummary(AgentConfiguration configuration, TextWriter output)
    {
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"ok: {configuration.Services.Count} service(s), {configuration.Services.Sum(s => s.Probes.Count + s.Loads.Count + s.Evaluations.Count)} probe(s), {configuration.Agreements.Count} agreement(s), {configuration.Agreements.Sum(a => a.Objectives.Count)} objective(s), {configuration.Agent.Receivers.Count} receiver(s)"));
        if (configuration.Services.Count > 0)
        {
            var probes = new TextTable("SERVICE", "SERVER", "PROBE", "KIND", "INTERVAL", "TIMEOUT", "URL");
            foreach (var service in configuration.Services)
            {
                foreach (var probe in service.Probes)
                {
                    probes.Add(service.Name, service.Server, probe.Name, Kind(probe), DurationText.Write(probe.Interval), DurationText.Write(probe.Timeout), service.Url.ToString());
                }

                AddRuns(probes, service);
            }

            output.WriteLine();
            output.Write(probes.ToString());
        }

        if (Mapped(configuration) is { } mapped)
        {
            output.WriteLine();
            output.Write(mapped.ToString());
        }

        if (configuration.Agreements.Count > 0)
        {
            output.WriteLine();
            output.Write(Objectives(configuration).ToString());
        }

        if (configuration.Agent.Receivers.Count > 0)
        {
            output.WriteLine();
            output.Write(ReceiverTable.Of(configuration.Agent.Receivers).ToString());
        }
    }

    /// <summary>What is not a probe that asks once in a while: load, evaluations, and the reading of the server's own metrics.</summary>
    private static void AddRuns(TextTable table, ModelService service)
    {
        foreach (var load in service.Loads)
        {
            table.Add(service.Name, service.Server, load.Name, "load", Schedule(load.Schedule), DurationText.Write(load.Timeout), service.Url.ToString());
        }

        foreach (var evaluation in service.Evaluations)
        {
            table.Add(service.Name, service.Server, evaluation.Name, "evaluation", Schedule(evaluation.Schedule), DurationText.Write(evaluation.Timeout), service.Url.ToString());
        }

        if (service.Traffic is { } traffic && TrafficCatalog.Told(service).Count > 0)
        {
            table.Add(service.Name, service.Server, EventSource.TrafficName, "metrics", DurationText.Write(traffic.Interval), "", ShownAddress(TrafficCatalog.AddressOf(service, traffic)));
        }
    }

    /// <summary>What is read by names of the user's own, and what says that a service sleeps.</summary>
    private static TextTable? Mapped(AgentConfiguration configuration)
    {
        var table = new TextTable("SERVICE", "TOLD", "METRIC", "URL");
        var any = false;
        foreach (var service in configuration.Services)
        {
            if (service.Traffic is { Metrics: not null } traffic)
            {
                foreach (var (what, metric) in TrafficCatalog.Told(service))
                {
                    table.Add(service.Name, what, metric, ShownAddress(TrafficCatalog.AddressOf(service, traffic)));
                    any = true;
                }
            }

            if (service.Traffic is { Awake: { } awake } settings)
            {
                table.Add(service.Name, "awake", awake.Source.ToString(), ShownAddress(awake.Url ?? TrafficCatalog.AddressOf(service, settings)));
                any = true;
            }
        }

        return any ? table : null;
    }

    // What follows the path may be a secret.
    private static string ShownAddress(Uri address) => address.GetLeftPart(UriPartial.Path);

    private static string Schedule(RunSchedule schedule) => schedule is RunSchedule.Cron cron ? $"{cron.Expression} {cron.TimeZone}" : DurationText.Write(schedule.LongestGap);

    private static void WriteDataSets(AgentConfiguration configuration, EquatableArray<DataSetSummary> dataSets, TextWriter output)
    {
        if (dataSets.Count == 0)
        {
            return;
        }

        var table = new TextTable("SERVICE", "EVALUATION", "TASK", "EXAMPLES", "A RUN", "CLASSES", "DATA SET", "SHA-256");
        foreach (var data in dataSets)
        {
            var probe = configuration.Services.First(s => s.Name == data.Service).Evaluations.First(e => e.Name == data.Probe);
            table.Add(
                data.Service,
                data.Probe,
                probe.Task.ToString().ToLowerInvariant(),
                data.Examples.ToString(CultureInfo.InvariantCulture),
                data.Asked.ToString(CultureInfo.InvariantCulture),
                Classes(data.Classes),
                Path.GetFileName(probe.DataSet.File),
                data.Hash[..ShownOfHash]);
        }

        output.WriteLine();
        output.Write(table.ToString());
    }

    private static string Classes(EquatableArray<ClassCount> classes)
    {
        var commonest = classes.OrderByDescending(c => c.Examples).Take(MostClasses).Select(c => string.Create(CultureInfo.InvariantCulture, $"{Shorten(c.Label)} {c.Examples}"));
        return string.Join(", ", commonest) + (classes.Count > MostClasses ? string.Create(CultureInfo.InvariantCulture, $" and {classes.Count - MostClasses} more") : "");
    }

    private static string Shorten(string label) => new([.. label.Take(20).Select(c => char.IsControl(c) ? ' ' : c)]);

    private static TextTable Objectives(AgentConfiguration configuration)
    {
        var table = new TextTable("SLA", "AUDIENCE", "OBJECTIVE", "PROMISE", "WINDOW", "MINIMUM SAMPLES");
        foreach (var agreement in configuration.Agreements)
        {
            foreach (var objective in agreement.Objectives)
            {
                table.Add(
                    agreement.Name,
                    agreement.Audience == Audience.External ? "external" : "internal",
                    objective.Name,
                    ObjectiveText.Promise(objective),
                    agreement.Calendar is { } calendar ? $"{calendar.Unit.Name()}, {calendar.TimeZone}" : DurationText.Write(agreement.Window),
                    objective.MinimumSamples.ToString(CultureInfo.InvariantCulture));
            }
        }

        return table;
    }

    private static string Kind(Probe probe) => probe.Request is ProbeRequest.Health ? "health" : "inference";
}
