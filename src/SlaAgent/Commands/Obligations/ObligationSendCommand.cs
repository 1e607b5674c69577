using System.CommandLine;
using SlaAgent.Http;

namespace SlaAgent.Commands.Obligations;

/// <summary><c>slaagent obligations send</c>: sends a statement to those who are owed it.</summary>
internal static class ObligationSendCommand
{
    public static Command Create(TextWriter output, TextWriter error)
    {
        var agent = new AgentConnection.Options();
        var id = ObligationsCommand.Id();
        var by = PauseCommand.By("Who sends it.");
        var file = new Option<string?>("--file") { Description = "File with the statement. Default: the draft, without what only people know.", HelpName = "FILE" };
        var format = CommonOptions.Output();
        var command = new Command("send", "Send a statement to those who are owed it, through the agent's receivers, and note that it is done.") { id, by, file, format };
        agent.AddTo(command);
        command.SetAction((call, cancellation) => RunAsync(
            agent.Of(call), call.GetRequiredValue(id), call.GetRequiredValue(by), call.GetValue(file), call.GetRequiredValue(format), output, error, cancellation));
        return command;
    }

    private static async Task<int> RunAsync(
        AgentConnection agent, string id, string by, string? file, string format, TextWriter output, TextWriter error, CancellationToken cancellation)
    {
        var text = file is null ? await DraftedAsync(agent, id, cancellation) : await ReadAsync(file, cancellation);
        if (text.Value is not { } statement)
        {
            await error.WriteLineAsync("slaagent: " + text.Problem);
            return text.Exit;
        }

        return await ObligationsCommand.PostAsync(agent, id, "statement", new ApiStatementRequest(by, statement), ApiJson.Default.ApiStatementRequest, format, output, error, cancellation);
    }

    /// <summary>The draft without the lines that wait for people's words.</summary>
    private static async Task<AgentAnswer<string>> DraftedAsync(AgentConnection agent, string id, CancellationToken cancellation)
    {
        var draft = await ObligationDraftCommand.AskAsync(agent, id, cancellation);
        return draft with { Value = draft.Value is { } text ? string.Join('\n', text.Split('\n').Where(line => !line.EndsWith(']'))) : null };
    }

    private static async Task<AgentAnswer<string>> ReadAsync(string file, CancellationToken cancellation)
    {
        try
        {
            return new((await File.ReadAllTextAsync(file, cancellation)).Replace("\r\n", "\n", StringComparison.Ordinal), "", ExitCode.Fine);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            return new(null, $"{file} cannot be read: {problem.Message}", ExitCode.Wrong);
        }
    }
}
