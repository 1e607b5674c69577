using System.CommandLine;

namespace SlaAgent.Commands;

/// <summary><c>slaagent healthcheck</c>: for a container's health check, which has no other program to ask with.</summary>
internal static class HealthcheckCommand
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(5);

    public static Command Create(TextWriter output, TextWriter error)
    {
        var url = CommonOptions.Agent();
        var command = new Command("healthcheck", "Ask the local agent whether it is well; for Docker's HEALTHCHECK.") { url };
        command.SetAction((call, cancellation) => RunAsync(call.GetRequiredValue(url), output, error, cancellation));
        return command;
    }

    private static async Task<int> RunAsync(string address, TextWriter output, TextWriter error, CancellationToken cancellation)
    {
        if (!AgentClient.IsAddress(address))
        {
            await error.WriteLineAsync($"slaagent: '{address}' is not an http address");
            return ExitCode.Wrong;
        }

        var agent = new Uri(address);
        using var http = new HttpClient { Timeout = Timeout };
        try
        {
            using var answer = await http.GetAsync(new Uri(agent, "/-/healthy"), cancellation);
            var text = (await answer.Content.ReadAsStringAsync(cancellation)).Trim();
            await (answer.IsSuccessStatusCode ? output : error).WriteLineAsync(text);
            return answer.IsSuccessStatusCode ? ExitCode.Fine : ExitCode.No;
        }
        catch (Exception e) when (e is HttpRequestException || (e is TaskCanceledException && !cancellation.IsCancellationRequested))
        {
            await error.WriteLineAsync($"slaagent: no agent answered at {agent.GetLeftPart(UriPartial.Authority)}: {e.Message}");
            return ExitCode.CouldNot;
        }
    }
}
