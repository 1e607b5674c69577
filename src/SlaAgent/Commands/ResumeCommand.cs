using System.CommandLine;
using SlaAgent.Http;

namespace SlaAgent.Commands;

/// <summary><c>slaagent resume</c>: ends a pause, or takes note that it has ended by itself.</summary>
internal static class ResumeCommand
{
    public static Command Create(TextWriter output, TextWriter error)
    {
        var agent = new AgentConnection.Options();
        var id = new Argument<string>("ID") { Description = "The pause, as 'slaagent pause' and 'slaagent status' say it." };
        id.Validators.Add(CommonOptions.NotEmpty);
        var by = PauseCommand.By("Who ends it.");
        var format = CommonOptions.Output();
        var command = new Command("resume", "End a pause: what is measured counts again.") { id, by, format };
        agent.AddTo(command);
        command.SetAction((call, cancellation) => RunAsync(agent.Of(call), call.GetRequiredValue(id), call.GetRequiredValue(by), call.GetRequiredValue(format), output, error, cancellation));
        return command;
    }

    private static async Task<int> RunAsync(AgentConnection agent, string id, string by, string format, TextWriter output, TextWriter error, CancellationToken cancellation)
    {
        var path = $"/api/v1/pauses/{Uri.EscapeDataString(id)}?by={Uri.EscapeDataString(by)}";
        var answer = await AgentClient.ChangeAsync(agent, HttpMethod.Delete, path, null, ApiJson.Default.ApiPause, cancellation);
        return await answer.WriteAsync(
            format,
            ApiJson.Default.ApiPause,
            pause => FormattableString.Invariant($"resumed: {string.Join(", ", pause.Objectives)} of {pause.Sla} counts again since {pause.EndedAt:yyyy-MM-dd HH:mm:ss'Z'}"),
            output,
            error);
    }
}
