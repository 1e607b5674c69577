using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using SlaAgent.Http;

namespace SlaAgent.Commands.Obligations;

/// <summary><c>slaagent obligations</c>: what is owed since breaches, and doing it.</summary>
internal static class ObligationsCommand
{
    public static Command Create(TextWriter output, TextWriter error)
    {
        var agent = new AgentConnection.Options();
        var all = new Option<bool>("--all") { Description = "Also what was done lately." };
        var format = CommonOptions.Output();
        var command = new Command("obligations", "Show what is owed since breaches: statements, post-mortems, remediation plans, architecture reviews.") { all, format };
        agent.AddTo(command);
        command.SetAction((call, cancellation) => RunAsync(agent.Of(call), call.GetValue(all), call.GetRequiredValue(format), output, error, cancellation));
        command.Subcommands.Add(ObligationDoneCommand.Create(output, error));
        command.Subcommands.Add(ObligationDraftCommand.Create(output, error));
        command.Subcommands.Add(ObligationSendCommand.Create(output, error));
        return command;
    }

    /// <summary>The argument that says what is meant.</summary>
    public static Argument<string> Id()
    {
        var id = new Argument<string>("ID") { Description = "What is owed, as 'slaagent obligations' and its alert say it." };
        id.Validators.Add(CommonOptions.NotEmpty);
        return id;
    }

    /// <summary>Posts to what is owed, and writes what became of it, or why nothing did.</summary>
    public static async Task<int> PostAsync<T>(
        AgentConnection agent, string id, string what, T request, JsonTypeInfo<T> type, string format, TextWriter output, TextWriter error, CancellationToken cancellation)
    {
        using var body = AgentClient.Body(request, type);
        var answer = await AgentClient.ChangeAsync(agent, HttpMethod.Post, $"/api/v1/obligations/{Uri.EscapeDataString(id)}/{what}", body, ApiJson.Default.ApiObligation, cancellation);
        return await answer.WriteAsync(format, ApiJson.Default.ApiObligation, Line, output, error);
    }

    private static string Line(ApiObligation done) => FormattableString.Invariant(
        $"done: the {done.Kind} for {done.Sla}, by {done.DoneBy} at {done.DoneAt:yyyy-MM-dd HH:mm:ss'Z'}{(done.Note is null ? "" : ": " + done.Note)} ({done.Id})");

    private static async Task<int> RunAsync(AgentConnection agent, bool all, string format, TextWriter output, TextWriter error, CancellationToken cancellation)
    {
        var answer = await AgentClient.GetAsync(agent, "/api/v1/obligations" + (all ? "" : "?open=true"), ApiJson.Default.IReadOnlyListApiObligation, cancellation);
        if (answer.Value is not { } owed)
        {
            await error.WriteLineAsync("slaagent: " + answer.Problem);
            return answer.Exit;
        }

        await output.WriteLineAsync(format == "json" ? JsonSerializer.Serialize(owed, ApiJson.Default.IReadOnlyListApiObligation)
            : owed.Count == 0 ? "Nothing is owed."
            : Table(owed).TrimEnd());
        return owed.Any(each => each.Status == "overdue") ? ExitCode.No : ExitCode.Fine;
    }

    private static string Table(IEnumerable<ApiObligation> owed)
    {
        var table = new TextTable("ID", "KIND", "SLA", "OBJECTIVE", "STATUS", "DUE", "BECAUSE", "DONE BY");
        foreach (var each in owed)
        {
            table.Add(
                each.Id,
                each.Kind,
                each.Sla,
                each.Objective ?? "-",
                each.Status,
                each.DueAt.UtcDateTime.ToString("yyyy-MM-dd HH:mm'Z'", CultureInfo.InvariantCulture),
                each.Because,
                each.DoneBy is null ? "-" : each.Note is null ? each.DoneBy : $"{each.DoneBy}: {each.Note}");
        }

        return table.ToString();
    }
}
