using System.CommandLine;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging.Abstractions;
using SlaAgent.Core.Contracts;
using SlaAgent.Hosting;
using SlaAgent.ModelServers.Detection;
using SlaAgent.ModelServers.Metrics;
using SlaAgent.ModelServers.Presets;
using SlaAgent.Traffic;

namespace SlaAgent.Commands.Detect;

/// <summary><c>slaagent detect</c>: finds out which model server answers, and prints a ModelService to start from.</summary>
internal static class DetectCommand
{
    /// <param name="output">Gets the document.</param>
    /// <param name="error">Gets what is said of it.</param>
    /// <param name="variables">The environment; null for the process's own.</param>
    public static Command Create(TextWriter output, TextWriter error, Func<string, string?>? variables = null)
    {
        var target = new DetectTarget.Options(new(variables ?? Environment.GetEnvironmentVariable));
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
        var (found, exit) = await (target.Service.IsGrpc ? CallAsync(target, clock, error, cancellation) : AskAsync(target, clock, error, cancellation));
        if (found is null)
        {
            return exit;
        }

        await SayAsync(found, target, error);
        if (!found.IsKnown && target.Service.IsGrpc)
        {
            await error.WriteLineAsync("slaagent: nothing of it can be asked over gRPC; where it has an http address too, give that one");
            return ExitCode.No;
        }

        var document = new DetectedDocument(found, target.Service, await TrafficAsync(found, target, clock, cancellation));
        var text = format == "json" ? document.ToJson() : document.ToYaml().TrimEnd();
        await output.WriteLineAsync(text);
        exit = found.IsKnown ? ExitCode.Fine : ExitCode.No;
        return probes && !await DetectedProbes.RunAsync(text, clock, error, cancellation) ? ExitCode.No : exit;
    }

    private static async Task<(DetectedServer? Found, int Exit)> AskAsync(DetectTarget target, AgentClock clock, TextWriter error, CancellationToken cancellation)
    {
        var exchange = new QuestionExchange();
        using var questions = new ServerQuestions(target.Service, target.Timeout, clock, exchange);
        var found = await new ServerDetector(async (method, path, stopping) =>
        {
            exchange.Set(method, path);
            await questions.SendAsync(stopping);
            return exchange.Reply;
        }, BesideAsync, target.Platform).DetectAsync(target.Model, cancellation);
        return (found, found is null ? await NothingAsync($"nothing answers at {target.Service.Url}", questions, error) : ExitCode.Fine);

        async Task<ServerReply?> BesideAsync(int port, string path, CancellationToken stopping)
        {
            // A secret of the service's is not for who listens there.
            var other = target.Service with { Url = new UriBuilder(target.Service.Url) { Port = port, Path = "/" }.Uri, Auth = null };
            var question = new QuestionExchange();
            using var line = new ServerQuestions(other, target.Timeout, clock, question);
            question.Set("GET", path);
            await line.SendAsync(stopping);
            return question.Reply;
        }
    }

    private static async Task<(DetectedServer? Found, int Exit)> CallAsync(DetectTarget target, AgentClock clock, TextWriter error, CancellationToken cancellation)
    {
        var exchange = new CallExchange();
        using var questions = new ServerQuestions(target.Service, target.Timeout, clock, exchange);
        var found = await new CallDetector(exchange, questions.SendAsync).DetectAsync(target.Model, cancellation);
        return (found, found is null ? await NothingAsync($"nothing answers over gRPC at {target.Service.Url}", questions, error) : ExitCode.Fine);
    }

    private static async Task<int> NothingAsync(string what, ServerQuestions questions, TextWriter error)
    {
        await error.WriteLineAsync($"slaagent: {what}: {questions.Failure}");
        return questions.NotAsked ? ExitCode.Wrong : ExitCode.CouldNot;
    }

    private static async Task SayAsync(DetectedServer found, DetectTarget target, TextWriter error)
    {
        var asked = found.Asked.Select(a => $"{a.Question} {a.Status}");
        await error.WriteLineAsync("slaagent: asked " + string.Join(", ", asked));
        await error.WriteLineAsync($"slaagent: {(found.IsKnown ? "it is " + found.Server : "not known")}: {found.Reason}");
        if (!found.IsKnown && target.Model is null && !target.Service.IsGrpc && found.Asked.All(asked => asked.Status == "404"))
        {
            await error.WriteLineAsync("slaagent: the answer to everything is 404; what routes by the model's name, as Seldon Core 2 does, needs --model");
        }

        if (found.Guarded)
        {
            await error.WriteLineAsync(target.Service.Auth is null
                ? "slaagent: the server refused some of it for want of credentials: give --token-file, --header or --user"
                : "slaagent: the server refused some of it, in spite of the credentials");
        }

        if (found.Model is null && PresetCatalog.Capabilities[found.Server].NeedsModel)
        {
            await error.WriteLineAsync("slaagent: the server does not list its models: name one with --model");
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

        if (service.IsGrpc)
        {
            return null;
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
