using System.CommandLine;
using SlaAgent.Hosting;

namespace SlaAgent.Commands;

/// <summary><c>slaagent run</c>: the daemon.</summary>
internal static class RunCommand
{
    public static Command Create(TextWriter error)
    {
        var config = CommonOptions.Config();
        var listen = new Option<string?>("--listen") { Description = "Address to listen on, such as http://127.0.0.1:9464; port 0 takes a free one.", HelpName = "URL" };
        var state = new Option<string?>("--state") { Description = "Folder for the state. Default: spec.state of the Agent document, else $XDG_STATE_HOME/slaagent.", HelpName = "DIR" };
        state.Validators.Add(CommonOptions.NotEmpty);
        var degraded = new Option<bool>("--degraded-start") { Description = "With a bad configuration, serve /metrics that says so and wait for a good one, instead of ending." };
        var command = new Command("run", "Run the agent.") { config, listen, state, degraded };
        command.SetAction((call, cancellation) => AgentHost.RunAsync(
            new AgentOptions
            {
                ConfigurationPaths = ConfigurationSource.PathsOrDefault(call.GetValue(config)),
                Listen = call.GetValue(listen),
                StateFolder = call.GetValue(state),
                DegradedStart = call.GetValue(degraded),
            },
            error,
            cancellation));
        return command;
    }
}
