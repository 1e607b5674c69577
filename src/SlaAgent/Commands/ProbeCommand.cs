using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using SlaAgent.Core.Contracts;
using SlaAgent.Core.Samples;
using SlaAgent.Hosting;
using SlaAgent.Load;
using SlaAgent.ModelServers.Presets;
using SlaAgent.Probing;

namespace SlaAgent.Commands;

/// <summary><c>slaagent probe</c>: runs probes now, by hand, and shows everything that was seen.</summary>
internal static class ProbeCommand
{
    private const int TextShown = 60;

    public static Command Create(TextWriter output, TextWriter error)
    {
        var paths = CommonOptions.Paths();
        var config = CommonOptions.Config();
        var service = new Option<string?>("--service") { Description = "Only probes of this service.", HelpName = "S" };
        var probe = new Option<string?>("--probe") { Description = "Only this probe.", HelpName = "P" };
        var count = new Option<int>("--count") { Description = "How often each probe is run, one after the other.", HelpName = "N", DefaultValueFactory = _ => 1 };
        count.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: var text }] && !(int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var times) && times is >= 1 and <= 1000))
            {
                result.AddError("--count must be 1 to 1000.");
            }
        });
        var format = CommonOptions.Output();
        var command = new Command("probe", "Run probes once and show outcome, phases, tokens and validation.") { paths, config, service, probe, count, format };
        command.SetAction((call, cancellation) => RunAsync(
            ConfigurationSource.PathsOrDefault([.. call.GetValue(paths) ?? [], .. call.GetValue(config) ?? []]),
            new Selection(call.GetValue(service), call.GetValue(probe)),
            call.GetValue(count),
            call.GetRequiredValue(format),
            output,
            error,
            cancellation));
        return command;
    }

    private static async Task<int> RunAsync(
        string[] paths,
        Selection selection,
        int count,
        string format,
        TextWriter output,
        TextWriter error,
        CancellationToken cancellation)
    {
        var loaded = ConfigurationSource.Load(paths);
        if (loaded.Configuration is not { } configuration)
        {
            foreach (var line in ConfigurationSource.Obstacles(loaded, laterIsFine: true).Append(ConfigurationSource.Advice(paths)).OfType<string>())
            {
                await error.WriteLineAsync(line);
            }

            return ExitCode.Wrong;
        }

        var loads = selection.LoadsOf(configuration).ToList();
        var chosen = selection.Of(configuration).ToList();
        if (chosen.Count == 0 && loads.Count == 0)
        {
            var all = Selection.AllOf(configuration).ToList();
            await error.WriteLineAsync(all.Count == 0
                ? "slaagent: the configuration has no probe; write a document with kind: ModelService"
                : "slaagent: no such probe. There are: " + string.Join(", ", all));
            return ExitCode.Wrong;
        }

        if (loads.Count > 0)
        {
            if (loads.Count + chosen.Count == 1 && count == 1)
            {
                return await LoadOnce.RunAsync(loads[0], format, output, error, cancellation);
            }

            await error.WriteLineAsync("slaagent: load is run once, and alone: name one probe with --service and --probe, without --count");
            return ExitCode.Wrong;
        }

        var runs = new List<ProbeRun>();
        var clock = new AgentClock(TimeProvider.System);
        foreach (var (service, probe) in chosen)
        {
            using var transport = new ProbeTransport(service, probe, PresetCatalog.Prepare(service, probe), TimeProvider.System);
            for (var i = 0; i < count; i++)
            {
                var run = await transport.SendAsync(clock.Now, TimeSpan.Zero, default, cancellation);
                if (run.Mistake is { } mistake)
                {
                    await error.WriteLineAsync($"slaagent: {service.Name}/{probe.Name} broke in the agent: {mistake}");
                }

                runs.Add(run);
            }
        }

        await output.WriteLineAsync(format == "json"
            ? JsonSerializer.Serialize<IReadOnlyList<ProbeReport>>([.. runs.Select(ProbeReport.Of)], ProbeReportJson.Default.IReadOnlyListProbeReport)
            : Table(runs).TrimEnd());
        return runs.TrueForAll(r => r.Result.Outcome == Outcome.Success) ? ExitCode.Fine : ExitCode.No;
    }

    private static string Table(List<ProbeRun> runs)
    {
        var table = new TextTable("SERVICE", "PROBE", "OUTCOME", "STATUS", "TOTAL", "RESOLVE", "CONNECT", "TLS", "SEND", "WAIT", "RECEIVE", "VALIDATE", "TTFT", "TTFA", "TPOT", "TOKENS", "DETAIL");
        foreach (var (result, text) in runs)
        {
            var phases = result.Phases;
            table.Add(
                result.Service,
                result.Probe,
                result.Outcome.Name(),
                result.Status?.ToString(CultureInfo.InvariantCulture) ?? "-",
                Milliseconds(result.Duration),
                Milliseconds(phases.Resolve),
                Milliseconds(phases.Connect),
                Milliseconds(phases.Tls),
                Milliseconds(phases.Send),
                Milliseconds(phases.Wait),
                Milliseconds(phases.Receive),
                Milliseconds(phases.Validate),
                Milliseconds(result.TimeToFirstToken),
                Milliseconds(result.TimeToFirstAnswerToken),
                Milliseconds(result.TimePerOutputToken),
                Tokens(result),
                result.Detail ?? Shorten(text));
        }

        return table.ToString();
    }

    private static string Milliseconds(TimeSpan? time) =>
        time is { } known ? string.Create(CultureInfo.InvariantCulture, $"{known.TotalMilliseconds:0.00}ms") : "-";

    private static string Tokens(ProbeResult result) => result.OutputTokens is { } tokens
        ? tokens.ToString(CultureInfo.InvariantCulture) + (result.TokensEstimated ? "~" : "")
        : "-";

    private static string Shorten(string? text)
    {
        var line = new string([.. (text ?? "").Where(c => !char.IsControl(c))]).Trim();
        return line.Length <= TextShown ? line : line[..TextShown] + "…";
    }

    /// <summary>Which probes are meant.</summary>
    private sealed record Selection(string? Service, string? Probe)
    {
        public IEnumerable<(ModelService Service, Probe Probe)> Of(AgentConfiguration configuration) =>
            from service in configuration.Services
            where Service is null || service.Name == Service
            from probe in service.Probes
            where Probe is null || probe.Name == Probe
            select (service, probe);

        /// <summary>Load is only run where its probe is named: it is not what one expects of a look.</summary>
        public IEnumerable<LoadPlan> LoadsOf(AgentConfiguration configuration) =>
            LoadPlan.Of(configuration).Where(plan => (Service is null || plan.Service.Name == Service) && plan.Load.Name == Probe);

        public static IEnumerable<string> AllOf(AgentConfiguration configuration) =>
            from service in configuration.Services
            from name in service.Probes.Select(p => p.Name).Concat(service.Loads.Select(l => l.Name))
            select $"{service.Name}/{name}";
    }
}
