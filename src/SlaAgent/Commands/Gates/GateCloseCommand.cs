using System.CommandLine;
using SlaAgent.Http;

namespace SlaAgent.Commands.Gates;

/// <summary><c>slaagent gate close-override</c>: takes an override back before its time.</summary>
internal static class GateCloseCommand
{
    public static Command Create(TextWriter output, TextWriter error)
    {
        var agent = new AgentConnection.Options();
        var id = new Argument<string>("ID") { Description = "The override, as 'slaagent gate' and 'slaagent gate override' say it." };
        id.Validators.Add(CommonOptions.NotEmpty);
        var by = PauseCommand.By("Who takes it back.");
        var format = CommonOptions.Output();
        var command = new Command("close-override", "Take an override back: a gate that a breach closes is closed again.") { id, by, format };
        agent.AddTo(command);
        command.SetAction((call, cancellation) => RunAsync(agent.Of(call), call.GetRequiredValue(id), call.GetRequiredValue(by), call.GetRequiredValue(format), output, error, cancellation));
        return command;
    }

    private static async Task<int> RunAsync(AgentConnection agent, string id, string by, string format, TextWriter output, TextWriter error, CancellationToken cancellation)
    {
        var path = $"/api/v1/gate/overrides/{Uri.EscapeDataString(id)}?by={Uri.EscapeDataString(by)}";
        var answer = await AgentClient.ChangeAsync(agent, HttpMethod.Delete, path, null, ApiJson.Default.ApiGateOverride, cancellation);
        return await answer.WriteAsync(
            format,
            ApiJson.Default.ApiGateOverride,
            order => FormattableString.Invariant($"over: the gate of {order.Sla} is no longer kept open (override {order.Id}, until {order.EndedAt ?? order.Until:yyyy-MM-dd HH:mm:ss'Z'})"),
            output,
            error);
    }
}
