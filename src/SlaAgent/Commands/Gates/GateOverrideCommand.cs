using System.CommandLine;
using SlaAgent.Http;

namespace SlaAgent.Commands.Gates;

/// <summary><c>slaagent gate override</c>: keeps a closed gate open for a while.</summary>
internal static class GateOverrideCommand
{
    public static Command Create(TextWriter output, TextWriter error)
    {
        var agent = new AgentConnection.Options();
        var sla = new Option<string>("--sla") { Description = "The agreement.", HelpName = "NAME", Required = true };
        var span = new Option<string>("--for") { Description = "For how long, as 2h; at most 24h.", HelpName = "DURATION", Required = true };
        span.Validators.Add(call => PauseCommand.RefuseNoDuration(call, call.GetValue(span)));
        var reason = new Option<string>("--reason") { Description = "Why.", HelpName = "TEXT", Required = true };
        var by = PauseCommand.By("Who asks.");
        var format = CommonOptions.Output();
        var command = new Command("override", "Keep a closed gate open for a while. The record says who, why and until when.") { sla, span, reason, by, format };
        agent.AddTo(command);
        command.SetAction((call, cancellation) => RunAsync(
            agent.Of(call),
            new ApiGateRequest(call.GetRequiredValue(sla), call.GetRequiredValue(by), call.GetRequiredValue(reason), call.GetRequiredValue(span)),
            call.GetRequiredValue(format),
            output,
            error,
            cancellation));
        return command;
    }

    private static async Task<int> RunAsync(AgentConnection agent, ApiGateRequest request, string format, TextWriter output, TextWriter error, CancellationToken cancellation)
    {
        using var body = AgentClient.Body(request, ApiJson.Default.ApiGateRequest);
        var answer = await AgentClient.ChangeAsync(agent, HttpMethod.Post, "/api/v1/gate", body, ApiJson.Default.ApiGateOverride, cancellation);
        return await answer.WriteAsync(
            format,
            ApiJson.Default.ApiGateOverride,
            order => FormattableString.Invariant($"overridden: the gate of {order.Sla} is kept open until {order.Until:yyyy-MM-dd HH:mm:ss'Z'}\ntake it back with: slaagent gate close-override {order.Id}"),
            output,
            error);
    }
}
