using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using SlaAgent.Commands.Gates;
using SlaAgent.Configuration;
using SlaAgent.Http;

namespace SlaAgent.Commands;

/// <summary><c>slaagent status</c>: what the running agent says of every objective.</summary>
internal static class StatusCommand
{
    public static Command Create(TextWriter output, TextWriter error)
    {
        var agent = new AgentConnection.Options();
        var format = CommonOptions.Output();
        var command = new Command("status", "Show what the running agent says of every objective.") { format };
        agent.AddTo(command);
        command.SetAction((call, cancellation) => RunAsync(agent.Of(call), call.GetRequiredValue(format), output, error, cancellation));
        return command;
    }

    /// <summary>The table of objectives.</summary>
    public static string Table(IEnumerable<ApiAgreement> agreements)
    {
        var table = new TextTable("SLA", "OBJECTIVE", "STATUS", "MEASURED", "TARGET", "BUDGET LEFT", "SAMPLES", "COVERAGE", "VALUE", "REASON");
        foreach (var agreement in agreements)
        {
            foreach (var o in agreement.Objectives)
            {
                table.Add(
                    agreement.Name,
                    o.Name,
                    o.Status,
                    Percent(o.Compliance, 3),
                    Percent((double?)o.Target, 3),
                    Percent(o.ErrorBudgetRemaining, 1),
                    o.Events.ToString(CultureInfo.InvariantCulture),
                    Percent(o.Coverage, 1),
                    Value(o),
                    o.Note is null ? o.Reason : o.Reason.Length == 0 ? o.Note : $"{o.Reason}; {o.Note}");
            }
        }

        return table.ToString();
    }

    private static async Task<int> RunAsync(AgentConnection agent, string format, TextWriter output, TextWriter error, CancellationToken cancellation)
    {
        var answer = await AgentClient.GetAsync(agent, "/api/v1/slas", ApiJson.Default.IReadOnlyListApiAgreement, cancellation);
        if (answer.Value is not { } agreements)
        {
            await error.WriteLineAsync("slaagent: " + answer.Problem);
            return answer.Exit;
        }

        await output.WriteLineAsync(format == "json"
            ? JsonSerializer.Serialize(agreements, ApiJson.Default.IReadOnlyListApiAgreement)
            : Table(agreements).TrimEnd());
        if (format != "json")
        {
            foreach (var line in agreements.SelectMany(PeriodText.Lines).Concat(agreements.SelectMany(agreement => agreement.Objectives.Select(objective => Line(agreement.Name, objective))).OfType<string>()))
            {
                await output.WriteLineAsync(line);
            }

            foreach (var line in await StandingAsync(agent, cancellation))
            {
                await output.WriteLineAsync(line);
            }
        }

        return agreements.Any(a => a.Objectives.Any(o => o.Status == "breached")) ? ExitCode.No : ExitCode.Fine;
    }

    /// <summary>What goes on beside the objectives: pauses, incidents, closed gates, and what is owed. An agent of an older version has none of some.</summary>
    private static async Task<IReadOnlyList<string>> StandingAsync(AgentConnection agent, CancellationToken cancellation)
    {
        var pauses = await AgentClient.GetAsync(agent, "/api/v1/pauses?active=true", ApiJson.Default.IReadOnlyListApiPause, cancellation);
        var incidents = await AgentClient.GetAsync(agent, "/api/v1/incidents?open=true", ApiJson.Default.IReadOnlyListApiIncident, cancellation);
        var gates = await new GateQuestion(Sla: null, Service: null, PassesUnknown: false).AskAsync(agent, cancellation);
        var owed = await AgentClient.GetAsync(agent, "/api/v1/obligations?open=true", ApiJson.Default.IReadOnlyListApiObligation, cancellation);
        return
        [
            .. (pauses.Value ?? []).Select(Line),
            .. (incidents.Value ?? []).Select(Line),
            .. (gates.Value?.Gates ?? []).Select(ConsequenceText.Line).OfType<string>(),
            .. (owed.Value ?? []).Select(ConsequenceText.Line),
        ];
    }

    /// <summary>A pause that goes on, in one line.</summary>
    public static string Line(ApiPause pause) => FormattableString.Invariant(
        $"{(pause.Status == "overrun" ? "paused, and overrun" : "paused")}: {string.Join(", ", pause.Objectives)} of {pause.Sla} by {pause.By} since {pause.From:yyyy-MM-dd HH:mm:ss'Z'}, planned until {pause.PlannedEnd:yyyy-MM-dd HH:mm:ss'Z'}: {pause.Reason} ({pause.Id})");

    /// <summary>How often an objective was breached, in one line; null where it was not.</summary>
    public static string? Line(string agreement, ApiObjective objective)
    {
        if (objective.Breaches is not { Count: > 0 } breaches)
        {
            return null;
        }

        var between = breaches.MeanTimeBetweenSeconds is { } apart ? $", {Span(apart)} apart on average" : "";
        var recovered = breaches is { MeanTimeToRecoverSeconds: { } mean, LongestTimeToRecoverSeconds: { } longest } ? $", over after {Span(mean)} on average and {Span(longest)} at the longest" : "";
        return FormattableString.Invariant(
            $"breaches: {breaches.Count} of {agreement}/{objective.Name} since {breaches.From.UtcDateTime:yyyy-MM-dd HH:mm:ss'Z'}{between}{recovered}");
    }

    /// <summary>An incident in one line: what it is about, since when, and who is on it.</summary>
    public static string Line(ApiIncident incident)
    {
        var about = incident.Sla is null ? incident.Service : $"{incident.Sla}/{incident.Objective}";
        var taken = incident.Acknowledgement is { } by ? $"acknowledged by {by.By}{(by.Note is null ? "" : ": " + by.Note)}" : "nobody has acknowledged it";
        var facts = string.Concat(new[] { incident.Number > 0 ? string.Create(CultureInfo.InvariantCulture, $"number {incident.Number}") : null, incident.Priority, incident.Grade }
            .Where(fact => fact is not null).Select(fact => ", " + fact));
        var told = incident.Escalations.Count == 0 ? "" : $", escalated to {string.Join(", ", incident.Escalations.SelectMany(step => step.Receivers).Distinct())}";
        return FormattableString.Invariant(
            $"{(incident.Open ? "open" : incident.State == "resolved" ? "resolved" : "over")}: {incident.Alert}{(about is null ? "" : $" of {about}")} ({incident.Severity}) since {incident.StartedAt.UtcDateTime:yyyy-MM-dd HH:mm:ss'Z'}{facts}{told}, {taken} ({incident.Id})");
    }

    private static string Span(double seconds) => DurationText.Write(TimeSpan.FromSeconds(Math.Round(seconds)));

    private static string Percent(double? ratio, int digits) =>
        ratio is { } value ? (100 * value).ToString("F" + digits, CultureInfo.InvariantCulture) + "%" : "-";

    /// <summary>What was measured of what is promised: a percentile (of users' requests the bounds around it), or a rate.</summary>
    private static string Value(ApiObjective objective) => objective switch
    {
        { Percentile: { } q, ThresholdSeconds: { } threshold } => string.Create(CultureInfo.InvariantCulture, $"p{100 * q:0.###} {Percentile(objective)} of {Milliseconds(threshold)}"),
        { Accuracy: { } accuracy } => AccuracyText.Measured(accuracy),
        { AtLeastPerSecond: { } rate } => string.Create(CultureInfo.InvariantCulture, $"{(objective.LastPerSecond is { } last ? last.ToString("0.###", CultureInfo.InvariantCulture) : "-")}/s of {rate:0.###}/s"),
        _ => "",
    };

    private static string Percentile(ApiObjective objective) => objective switch
    {
        { PercentileLowerSeconds: { } lower, PercentileUpperSeconds: { } upper } => $"{Milliseconds(lower)}..{Milliseconds(upper)}",
        { PercentileLowerSeconds: { } lower } => $">{Milliseconds(lower)}",
        { PercentileSeconds: { } seconds } => Milliseconds(seconds),
        _ => "-",
    };

    private static string Milliseconds(double seconds) => string.Create(CultureInfo.InvariantCulture, $"{1000 * seconds:0.#}ms");
}
