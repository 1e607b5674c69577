using System.CommandLine;
using System.Runtime.InteropServices;
using System.Text.Json;
using SlaAgent.Core.Contracts;
using SlaAgent.Evaluations;

namespace SlaAgent.Commands.Evaluate;

/// <summary><c>slaagent evaluate</c>: runs evaluations now, without an agent, and shows scores with their intervals and what they say of what is promised.</summary>
internal static class EvaluateCommand
{
    public static Command Create(TextWriter output, TextWriter error)
    {
        var paths = CommonOptions.Paths();
        var config = CommonOptions.Config();
        var service = new Option<string?>("--service") { Description = "Only evaluations of this service.", HelpName = "S" };
        var probe = new Option<string?>("--probe") { Description = "Only this evaluation.", HelpName = "P" };
        var format = CommonOptions.Output();
        var command = new Command("evaluate", "Run evaluations now and print scores with intervals; 0 where every agreed goal is met.") { paths, config, service, probe, format };
        command.SetAction((call, cancellation) => RunAsync(
            ConfigurationSource.PathsOrDefault([.. call.GetValue(paths) ?? [], .. call.GetValue(config) ?? []]),
            plan => (call.GetValue(service) is not { } s || plan.Service.Name == s) && (call.GetValue(probe) is not { } p || plan.Probe.Name == p),
            call.GetRequiredValue(format),
            output,
            error,
            cancellation));
        return command;
    }

    private static async Task<int> RunAsync(
        string[] paths, Func<EvaluationPlan, bool> isMeant, string format, TextWriter output, TextWriter error, CancellationToken cancellation)
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

        var all = EvaluationPlan.Of(configuration).ToList();
        var chosen = all.Where(isMeant).ToList();
        if (chosen.Count == 0)
        {
            await error.WriteLineAsync(all.Count == 0
                ? "slaagent: the configuration has no evaluation; docs/configuration.md shows how a probe measures accuracy"
                : "slaagent: no such evaluation. There are: " + string.Join(", ", all.Select(plan => $"{plan.Service.Name}/{plan.Probe.Name}")));
            return ExitCode.Wrong;
        }

        return await RunAsync(configuration, chosen, format, output, error, cancellation);
    }

    private static async Task<int> RunAsync(
        AgentConfiguration configuration, List<EvaluationPlan> chosen, string format, TextWriter output, TextWriter error, CancellationToken cancellation)
    {
        // Whoever interrupts wants to see what is known until then; whoever does so twice wants to go.
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        var findings = new List<EvaluationFindings>();
        foreach (var plan in chosen)
        {
            if (stopping.IsCancellationRequested)
            {
                break;
            }

            var found = await new EvaluationOnce(plan, error).RunAsync(stopping.Token);
            findings.Add(EvaluationFindings.Of(configuration, plan, found));
        }

        await output.WriteLineAsync(format == "json"
            ? JsonSerializer.Serialize([.. findings.Select(EvaluationReport.Of)], EvaluationReportJson.Default.EvaluationReportArray)
            : string.Join("\n\n", findings.Select(EvaluationTables.Of)));
        foreach (var found in findings.Where(f => f.Result.Void is not null))
        {
            await error.WriteLineAsync($"slaagent: the run of {found.Result.Service}/{found.Result.Probe} says nothing: {found.Result.Void}");
        }

        return findings.Max(found => found.ExitCode);

        void Stop(PosixSignalContext signal)
        {
            signal.Cancel = !stopping.IsCancellationRequested;
            stopping.Cancel();
        }
    }
}
