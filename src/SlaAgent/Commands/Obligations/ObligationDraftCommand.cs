using System.CommandLine;
using SlaAgent.Http;

namespace SlaAgent.Commands.Obligations;

/// <summary><c>slaagent obligations draft</c>: prints the statement that is owed, drafted from the facts.</summary>
internal static class ObligationDraftCommand
{
    public static Command Create(TextWriter output, TextWriter error)
    {
        var agent = new AgentConnection.Options();
        var id = ObligationsCommand.Id();
        var command = new Command("draft", "Print the statement that is owed, drafted from the facts, as Markdown. What only people know is left in [brackets].") { id };
        agent.AddTo(command);
        command.SetAction((call, cancellation) => RunAsync(agent.Of(call), call.GetRequiredValue(id), output, error, cancellation));
        return command;
    }

    /// <summary>The draft; null where there is none.</summary>
    public static async Task<AgentAnswer<string>> AskAsync(AgentConnection agent, string id, CancellationToken cancellation)
    {
        var answer = await AgentClient.GetAsync(agent, "/api/v1/obligations", ApiJson.Default.IReadOnlyListApiObligation, cancellation);
        if (answer.Value is not { } all)
        {
            return new(null, answer.Problem, answer.Exit);
        }

        return all.FirstOrDefault(each => each.Id == id) switch
        {
            null => new(null, $"nothing is owed by the id '{id}'; 'slaagent obligations' lists what is", ExitCode.Wrong),
            { Draft: { } draft } => new(draft, "", ExitCode.Fine),
            { Kind: "communication" } sent => new(null, $"it was done by {sent.DoneBy} already", ExitCode.Wrong),
            { Kind: var kind } => new(null, $"this is a {kind}: only statements are drafted from the facts", ExitCode.Wrong),
        };
    }

    private static async Task<int> RunAsync(AgentConnection agent, string id, TextWriter output, TextWriter error, CancellationToken cancellation)
    {
        var answer = await AskAsync(agent, id, cancellation);
        if (answer.Value is not { } draft)
        {
            await error.WriteLineAsync("slaagent: " + answer.Problem);
            return answer.Exit;
        }

        await output.WriteAsync(draft);
        return ExitCode.Fine;
    }
}
