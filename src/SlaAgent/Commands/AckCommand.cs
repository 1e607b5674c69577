using System.CommandLine;
using SlaAgent.Http;

namespace SlaAgent.Commands;

/// <summary><c>slaagent ack</c>: somebody takes an incident on, and nobody else is called.</summary>
internal static class AckCommand
{
    public static Command Create(TextWriter output, TextWriter error)
    {
        var agent = new AgentConnection.Options();
        var id = new Argument<string>("ID") { Description = "The incident, as 'slaagent status' and its alert say it." };
        id.Validators.Add(CommonOptions.NotEmpty);
        var by = PauseCommand.By("Who takes it on.");
        var note = new Option<string?>("--note") { Description = "What there is to say to it.", HelpName = "TEXT" };
        var format = CommonOptions.Output();
        var command = new Command("ack", "Acknowledge an incident: somebody is on it, and its escalation stops.") { id, by, note, format };
        agent.AddTo(command);
        command.SetAction((call, cancellation) => RunAsync(
            agent.Of(call),
            call.GetRequiredValue(id),
            new ApiAcknowledgementRequest(call.GetRequiredValue(by), call.GetValue(note)),
            call.GetRequiredValue(format),
            output,
            error,
            cancellation));
        return command;
    }

    private static async Task<int> RunAsync(
        AgentConnection agent, string id, ApiAcknowledgementRequest request, string format, TextWriter output, TextWriter error, CancellationToken cancellation)
    {
        using var body = AgentClient.Body(request, ApiJson.Default.ApiAcknowledgementRequest);
        var answer = await AgentClient.ChangeAsync(agent, HttpMethod.Post, $"/api/v1/incidents/{Uri.EscapeDataString(id)}/ack", body, ApiJson.Default.ApiIncident, cancellation);
        return await answer.WriteAsync(format, ApiJson.Default.ApiIncident, StatusCommand.Line, output, error);
    }
}
