using System.CommandLine;
using SlaAgent.Configuration.Yaml;
using SlaAgent.Core.Contracts;
using SlaAgent.DemoServer;
using SlaAgent.DemoServer.Dialects;
using SlaAgent.DemoServer.Faults;
using SlaAgent.Hosting;

namespace SlaAgent.Commands.Demo;

/// <summary><c>slaagent demo</c>: an embedded model server, an agent watching it, a fault script.</summary>
internal static class DemoCommand
{
    private const double FastFactor = 2;

    public static Command Create(TextWriter output, TextWriter error)
    {
        var fast = new Option<bool>("--fast") { Description = "Play the script in half the time." };
        var listen = new Option<string>("--listen") { Description = "Address of the agent's own web server, or with --serve of the model server.", HelpName = "URL", DefaultValueFactory = _ => "http://127.0.0.1:0" };
        var serve = new Option<bool>("--serve") { Description = "Start the demo's model server alone, and keep it until Ctrl+C." };
        var dialect = new Option<string>("--dialect") { Description = "The model server that it answers like (with --serve).", HelpName = "NAME", DefaultValueFactory = _ => Dialect.Demo.Name() };
        dialect.CompletionSources.Add([.. DialectNames.All]);
        dialect.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: var written }] && DialectNames.Find(written) is null)
            {
                result.AddError($"There is no dialect '{written}'; " + (NearestName.Of(written, DialectNames.All) is { } nearest
                    ? $"did you mean '{nearest}'?"
                    : $"one of: {string.Join(", ", DialectNames.All)}."));
            }
        });
        var command = new Command("demo", "Watch the agent work: a model server with a fault script, alerts and their resolution, in under a minute.") { fast, listen, serve, dialect };
        command.Validators.Add(call =>
        {
            if (call.GetResult(dialect) is { Implicit: false } && !call.GetValue(serve))
            {
                call.AddError("--dialect is for the model server alone: give --serve too.");
            }
        });
        command.SetAction((call, cancellation) => call.GetValue(serve)
            ? DemoModel.ServeAsync(DialectNames.Find(call.GetRequiredValue(dialect))!.Value, call.GetRequiredValue(listen), output, error, cancellation)
            : RunAsync(call.GetValue(fast) ? FastFactor : 1, call.GetRequiredValue(listen), output, error, cancellation));
        return command;
    }

    private static async Task<int> RunAsync(double factor, string listen, TextWriter output, TextWriter error, CancellationToken cancellation)
    {
        if (ListenAddress.Parse(listen) is not { Secure: false } address)
        {
            await error.WriteLineAsync($"slaagent: cannot listen on '{listen}': give an address such as http://127.0.0.1:9464.");
            return ExitCode.Wrong;
        }

        var folder = Directory.CreateTempSubdirectory("slaagent-demo-").FullName;
        try
        {
            await using var model = await DemoModelServer.StartAsync(new Uri("http://127.0.0.1:0"), cancellationToken: cancellation);
            await using var sink = await DemoAlertSink.StartAsync();
            if (DemoConfiguration.Create(model.Address, sink.Address, factor, folder) is not { Configuration: { } configuration } loaded)
            {
                throw new InvalidOperationException("The demo's configuration is wrong.");
            }

            await using var agent = await AgentServer.StartAsync(configuration.Agent, address, Path.Combine(folder, "state"), []);
            using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellation, agent.Stopping);
            await PlayAsync(agent, configuration, loaded.Yaml, model, sink, factor, output, ending.Token);
            await agent.StopAsync();
            return ExitCode.Fine;
        }
        catch (IOException e)
        {
            await error.WriteLineAsync($"slaagent: the demo could not start: {e.InnerException?.Message ?? e.Message}");
            return ExitCode.CouldNot;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task PlayAsync(
        AgentServer agent,
        AgentConfiguration configuration,
        string yaml,
        DemoModelServer model,
        DemoAlertSink sink,
        double factor,
        TextWriter output,
        CancellationToken ending)
    {
        var screen = new DemoScreen(output, agent.Runtime.State, TimeProvider.System);
        screen.Introduce(yaml, model.Address, model.GrpcAddress, agent.Address);
        sink.Received = screen.ShowAlert;
        await agent.Runtime.ApplyAsync(configuration);
        agent.Runtime.RecordReload(successful: true);
        using var watching = CancellationTokenSource.CreateLinkedTokenSource(ending);
        var ticking = screen.TickAsync(TimeSpan.FromSeconds(1 / factor), watching.Token);
        try
        {
            await FaultScript.Standard.Faster(factor).PlayAsync(model.Faults, TimeProvider.System, screen.ShowStep, ending);
        }
        catch (OperationCanceledException) when (ending.IsCancellationRequested)
        {
            // Somebody has seen enough.
        }

        await watching.CancelAsync();
        await ticking;
        screen.Conclude();
    }
}
