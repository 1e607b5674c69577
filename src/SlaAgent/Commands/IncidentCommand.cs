using System.CommandLine;
using System.Globalization;
using System.Text;
using SlaAgent.Configuration;
using SlaAgent.Http;

namespace SlaAgent.Commands;

/// <summary><c>slaagent incident</c>: the facts of an incident, or the skeleton of its post-mortem; with <c>--close</c>, closes it.</summary>
internal static class IncidentCommand
{
    public static Command Create(TextWriter output, TextWriter error)
    {
        var agent = new AgentConnection.Options();
        var id = new Argument<string>("N") { Description = "The incident: its number, its id, or four or more characters that only its id begins with." };
        id.Validators.Add(CommonOptions.NotEmpty);
        var format = new Option<string>("--format") { Description = "text, json, or md: the skeleton of a blameless post-mortem with the facts filled in.", DefaultValueFactory = _ => "text" };
        format.AcceptOnlyFromAmong("text", "md", "json");
        var close = new Option<bool>("--close") { Description = "Close it, whatever is still owed for it. One for which nothing is owed closes by itself." };
        var by = PauseCommand.By("Who closes it.");
        var note = new Option<string?>("--note") { Description = "What there is to say to closing it.", HelpName = "TEXT" };
        var command = new Command("incident", "Show the facts of an incident, or the skeleton of its post-mortem, or close it.") { id, format, close, by, note };
        agent.AddTo(command);
        command.Validators.Add(call =>
        {
            if (!call.GetValue(close) && call.GetValue(note) is not null)
            {
                call.AddError("--note goes with --close.");
            }
        });
        command.SetAction((call, cancellation) =>
        {
            var request = call.GetValue(close) ? new ApiAcknowledgementRequest(call.GetRequiredValue(by), call.GetValue(note)) : null;
            return RunAsync(agent.Of(call), call.GetRequiredValue(id), request, call.GetRequiredValue(format), output, error, cancellation);
        });
        return command;
    }

    /// <summary>An incident in lines: what it is, how bad it was, and what happened.</summary>
    public static string Text(ApiIncident incident)
    {
        var text = new StringBuilder();
        text.AppendLine(StatusCommand.Line(incident));
        text.AppendLine(incident.Annotations.GetValueOrDefault("description") ?? incident.Annotations.GetValueOrDefault("summary") ?? "");
        Add(text, "budget spent", incident.BudgetSpent is { } spent ? $"{Percent(spent)} at its worst" : null);
        Add(text, "failing", incident.Depth is { } depth ? $"{Percent(depth)} at its worst" : null);
        Add(text, "reasons", incident.Reasons.Count == 0 ? null : string.Join(", ", incident.Reasons.Select(reason => string.Create(CultureInfo.InvariantCulture, $"{reason.Reason} {reason.Count}"))));
        Add(text, "lasted", incident.EndedAt is { } ended ? DurationText.Write(TimeSpan.FromSeconds(Math.Round((ended - incident.StartedAt).TotalSeconds))) : null);
        Add(text, "closed", incident.ClosedAt is { } closed ? $"{Time(closed)}{(incident.ClosedBy is { } who ? $" by {who}" : "")}" : null);
        var table = new TextTable("UTC", "EVENT", "WHAT HAPPENED");
        foreach (var happened in incident.Timeline ?? [])
        {
            table.Add(Time(happened.At), happened.Kind, happened.Text);
        }

        return text.Append(table).ToString().TrimEnd();
    }

    private static async Task<int> RunAsync(
        AgentConnection agent, string id, ApiAcknowledgementRequest? closing, string format, TextWriter output, TextWriter error, CancellationToken cancellation)
    {
        var path = $"/api/v1/incidents/{Uri.EscapeDataString(id)}";
        if (closing is not null)
        {
            using var body = AgentClient.Body(closing, ApiJson.Default.ApiAcknowledgementRequest);
            var closed = await AgentClient.ChangeAsync(agent, HttpMethod.Post, path + "/close", body, ApiJson.Default.ApiIncident, cancellation);
            if (closed.Value is null)
            {
                await error.WriteLineAsync("slaagent: " + closed.Problem);
                return closed.Exit;
            }
        }

        if (format == "md")
        {
            return await WriteMarkdownAsync(agent, path, output, error, cancellation);
        }

        var answer = await AgentClient.ChangeAsync(agent, HttpMethod.Get, path, null, ApiJson.Default.ApiIncident, cancellation);
        return await answer.WriteAsync(format, ApiJson.Default.ApiIncident, Text, output, error);
    }

    private static async Task<int> WriteMarkdownAsync(AgentConnection agent, string path, TextWriter output, TextWriter error, CancellationToken cancellation)
    {
        var answer = await AgentClient.GetAsync(agent, path + "?format=md", cancellation);
        if (answer is { Value: { } text, IsSuccess: true })
        {
            await output.WriteAsync(text);
            return ExitCode.Fine;
        }

        if (answer.Value is not null)
        {
            // The refusal in the agent's own words.
            answer = new(null, (await AgentClient.ChangeAsync(agent, HttpMethod.Get, path, null, ApiJson.Default.ApiIncident, cancellation)).Problem, answer.Status >= 500 ? ExitCode.CouldNot : ExitCode.Wrong);
        }

        await error.WriteLineAsync("slaagent: " + answer.Problem);
        return answer.Exit;
    }

    private static void Add(StringBuilder text, string name, string? value)
    {
        if (value is not null)
        {
            text.AppendLine($"{name}: {value}");
        }
    }

    private static string Percent(double share) => (100 * share).ToString("0.##", CultureInfo.InvariantCulture) + "%";

    private static string Time(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
