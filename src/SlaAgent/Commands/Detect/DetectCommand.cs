using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging.Abstractions;
using SlaAgent.Core.Contracts;
using SlaAgent.Hosting;
using SlaAgent.ModelServers.Detection;
using SlaAgent.ModelServers.Metrics;
using SlaAgent.Traffic;

namespace SlaAgent.Commands.Detect;

/// <summary><c>slaagent detect</c>: finds out which model server answers, and prints a ModelService to start from.</summary>
internal static class DetectCommand
{
    public static Command Create(TextWriter output, TextWriter error)
    {
        var target = new DetectTarget.Options();
        var probe = new Option<bool>("--probe") { Description = "Run the probes of the printed document once, inference too, and say how they ended." };
        var format = new Option<string>("--output", "-o") { Description = "How the document is printed: yaml or json.", DefaultValueFactory = _ => "yaml" };
        format.AcceptOnlyFromAmong("yaml", "json");
        var command = new Command("detect", "Find out which model server answers at an address, and print a ModelService to start from.");
        target.AddTo(command);
        command.Options.Add(probe);
        command.Options.Add(format);
        command.SetAction((call, cancellation) => RunAsync(target.Of(call), call.GetValue(probe), call.GetRequiredValue(format), output, error, cancellation));
        return command;
    }

    private static async Task<int> RunAsync(DetectTarget target, bool probes, string format, TextWriter output, TextWriter error, CancellationToken cancellation)
    {
        var clock = new AgentClock(TimeProvider.System);
        using var questions = new ServerQuestions(target.Service, target.Timeout, clock);
        var found = await new ServerDetector(questions.AskAsync).DetectAsync(target.Model, cancellation);
        if (found is null)
        {
            await error.WriteLineAsync($"slaagent: nothing answers at {target.Service.Url}: {questions.Failure}");
            return questions.NotAsked ? ExitCode.Wrong : ExitCode.CouldNot;
        }

        await SayAsync(found, target, error);
        var document = new DetectedDocument(found, target.Service, await TrafficAsync(found, target, clock, cancellation));
        var text = format == "json" ? document.ToJson() : document.ToYaml().TrimEnd();
        await output.WriteLineAsync(text);
        var exit = found.IsKnown ? ExitCode.Fine : ExitCode.No;
        return probes && !await DetectedProbes.RunAsync(text, clock, error, cancellation) ? ExitCode.No : exit;
    }

    private static async Task SayAsync(DetectedServer found, DetectTarget target, TextWriter error)
    {
        var asked = found.Asked.Select(a => $"{a.Question} {a.Status?.ToString(CultureInfo.InvariantCulture) ?? "-"}");
        await error.WriteLineAsync("slaagent: asked " + string.Join(", ", asked));
        await error.WriteLineAsync($"slaagent: {(found.IsKnown ? "it is " + found.Server : "not known")}: {found.Reason}");
        if (found.Guarded)
        {
            await error.WriteLineAsync(target.Service.Auth is null
                ? "slaagent: the server refused some of it (401 or 403): give --token-file, --header or --user"
                : "slaagent: the server refused some of it (401 or 403), in spite of the credentials");
        }

        if (target.Model is { } model && found.Models.Count > 0 && !found.Models.Contains(model))
        {
            await error.WriteLineAsync($"slaagent: the server does not list the model {FlowYaml.Quoted(model)}");
        }
    }

    /// <summary>What to write under <c>traffic</c>: the preset's metrics where they answer, else those beside the service; null where neither does.</summary>
    private static async Task<JsonObject?> TrafficAsync(DetectedServer found, DetectTarget target, AgentClock clock, CancellationToken cancellation)
    {
        if (TrafficCatalog.CapabilitiesOf(found.Server) is not { } told)
        {
            return null;
        }

        var service = target.Service with { Server = found.Server, Model = found.Model };
        if (await AnswersAsync(service, null, target.Timeout, clock, cancellation))
        {
            return [];
        }

        var beside = new Uri(service.Url.AbsoluteUri.TrimEnd('/') + told.Path);
        return told.Port is not null && await AnswersAsync(service, beside, target.Timeout, clock, cancellation)
            ? new() { ["metricsUrl"] = beside.AbsoluteUri.Replace("$", "$$", StringComparison.Ordinal) }
            : null;
    }

    private static async Task<bool> AnswersAsync(ModelService service, Uri? metrics, TimeSpan timeout, AgentClock clock, CancellationToken cancellation)
    {
        var traffic = new TrafficSettings(metrics, timeout, null);
        using var sender = new TrafficSender(
            service with { Traffic = traffic }, TrafficTarget.Reading(traffic), new TrafficCounts(), new AwakeWatch(clock.Now), () => false, clock.Time, null, NullLogger.Instance);
        var run = await sender.SendAsync(clock.Now, TimeSpan.Zero, default, cancellation);
        return run.Sample is Core.Samples.TrafficSample { Failure: null };
    }
}
