using System.CommandLine;
using System.Text.Json;
using SlaAgent.Http;

namespace SlaAgent.Commands.Gates;

/// <summary><c>slaagent gate</c>: whether something may be deployed, for any CI.</summary>
internal static class GateCommand
{
    public static Command Create(TextWriter output, TextWriter error)
    {
        var agent = new AgentConnection.Options();
        var sla = new Option<string?>("--sla") { Description = "The agreement. Default: all that close a gate.", HelpName = "NAME" };
        var service = new Option<string?>("--service") { Description = "All agreements of this service.", HelpName = "NAME" };
        var onUnknown = new Option<string>("--on-unknown") { Description = "What is to happen where nobody can say whether there is a breach: fail or pass.", DefaultValueFactory = _ => "fail" };
        onUnknown.AcceptOnlyFromAmong("pass", "fail");
        var critical = new Option<bool>("--critical") { Description = "Pass a closed gate with this one deployment: a security fix. The record says who and why." };
        var by = PauseCommand.By("With --critical: who deploys.");
        var reason = new Option<string?>("--reason") { Description = "With --critical: why.", HelpName = "TEXT" };
        var format = CommonOptions.Output();
        var command = new Command("gate", "Ask whether something may be deployed: exit 0 while the deployment gate is open, 1 while a breach closes it.")
        {
            sla, service, onUnknown, critical, by, reason, format,
        };
        agent.AddTo(command);
        command.Validators.Add(call =>
        {
            if (call.GetValue(critical) != call.GetValue(reason) is not null)
            {
                call.AddError("--critical and --reason go together.");
            }
        });
        command.SetAction((call, cancellation) =>
        {
            var connection = agent.Of(call);
            var question = new GateQuestion(call.GetValue(sla), call.GetValue(service), call.GetRequiredValue(onUnknown) == "pass");
            var asking = call.GetValue(critical)
                ? question.PassCriticalAsync(connection, call.GetRequiredValue(by), call.GetValue(reason)!, cancellation)
                : question.AskAsync(connection, cancellation);
            return WriteAsync(asking, call.GetRequiredValue(format), output, error);
        });
        command.Add(GateOverrideCommand.Create(output, error));
        command.Add(GateCloseCommand.Create(output, error));
        return command;
    }

    private static async Task<int> WriteAsync(Task<AgentAnswer<ApiGate>> asking, string format, TextWriter output, TextWriter error)
    {
        var answer = await asking;
        if (answer.Value is not { } gate)
        {
            await error.WriteLineAsync("slaagent: " + answer.Problem);
            return answer.Exit;
        }

        await output.WriteLineAsync(format == "json" ? JsonSerializer.Serialize(gate, ApiJson.Default.ApiGate) : Line(gate));
        return gate.Open ? ExitCode.Fine : ExitCode.No;
    }

    private static string Line(ApiGate gate) => (gate.Gate, gate.Open) switch
    {
        ("open", _) => $"open: {gate.Reason}",
        (_, true) => $"{gate.Gate}, but passed: {gate.Reason}",
        _ => $"{gate.Gate}: {gate.Reason}",
    };
}
