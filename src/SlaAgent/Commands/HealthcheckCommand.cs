using System.CommandLine;

namespace SlaAgent.Commands;

/// <summary><c>slaagent healthcheck</c>: for a container's health check, which has no other program to ask with.</summary>
internal static class HealthcheckCommand
{
    public static Command Create(TextWriter output, TextWriter error)
    {
        var agent = new AgentConnection.Options();
        var command = new Command("healthcheck", "Ask the local agent whether it is well; for Docker's HEALTHCHECK.");
        agent.AddTo(command);
        command.SetAction((call, cancellation) => RunAsync(agent.Of(call), output, error, cancellation));
        return command;
    }

    private static async Task<int> RunAsync(AgentConnection agent, TextWriter output, TextWriter error, CancellationToken cancellation)
    {
        var answer = await AgentClient.GetAsync(agent, "/-/healthy", cancellation);
        if (answer.Value is not { } text)
        {
            await error.WriteLineAsync("slaagent: " + answer.Problem);
            return answer.Exit;
        }

        await (answer.IsSuccess ? output : error).WriteLineAsync(text.Trim());
        return answer.IsSuccess ? ExitCode.Fine : ExitCode.No;
    }
}
