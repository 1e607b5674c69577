using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Text;
using SlaAgent.Configuration;
using SlaAgent.Http;

namespace SlaAgent.Commands;

/// <summary><c>slaagent adjust</c>: time that has passed does not count, and the original figures stay on the record.</summary>
internal static class AdjustCommand
{
    public static Command Create(TextWriter output, TextWriter error)
    {
        var agent = new AgentConnection.Options();
        var sla = new Option<string>("--sla") { Description = "The agreement.", HelpName = "NAME", Required = true };
        var objectives = new Option<string[]>("--objective") { Description = "An objective; may be given more than once. Default: all that are judged by counts.", HelpName = "NAME" };
        var from = Time("--from", "Start of the time that is not to count, as 2026-12-01T22:00:00Z.");
        var to = Time("--to", "Its end.");
        var reason = new Option<string>("--reason") { Description = "Why.", HelpName = "TEXT", Required = true };
        var by = PauseCommand.By("Who makes the adjustment.");
        var format = CommonOptions.Output();
        var command = new Command("adjust", "Exclude time after the fact. The original figures stay on the record, with who and why.") { sla, objectives, from, to, reason, by, format };
        agent.AddTo(command);
        command.SetAction((call, cancellation) => RunAsync(
            agent.Of(call),
            new ApiAdjustmentRequest(
                call.GetRequiredValue(sla), call.GetRequiredValue(from), call.GetRequiredValue(to), call.GetRequiredValue(by), call.GetRequiredValue(reason), call.GetValue(objectives)),
            call.GetRequiredValue(format),
            output,
            error,
            cancellation));
        return command;
    }

    private static async Task<int> RunAsync(AgentConnection agent, ApiAdjustmentRequest request, string format, TextWriter output, TextWriter error, CancellationToken cancellation)
    {
        using var body = AgentClient.Body(request, ApiJson.Default.ApiAdjustmentRequest);
        var answer = await AgentClient.ChangeAsync(agent, HttpMethod.Post, "/api/v1/adjustments", body, ApiJson.Default.ApiAdjustment, cancellation);
        return await answer.WriteAsync(format, ApiJson.Default.ApiAdjustment, Words, output, error);
    }

    private static string Words(ApiAdjustment made)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"adjusted: {made.Sla}, {made.From:yyyy-MM-dd HH:mm:ss'Z'} to {made.To:yyyy-MM-dd HH:mm:ss'Z'} ({made.Id})");
        foreach (var objective in made.Objectives)
        {
            text.Append(
                CultureInfo.InvariantCulture,
                $"\n  {objective.Objective}: took {objective.Good} good and {objective.Bad} bad, {objective.From:yyyy-MM-dd HH:mm:ss'Z'} to {objective.To:yyyy-MM-dd HH:mm:ss'Z'} by {DurationText.Write(TimeSpan.FromSeconds(objective.ResolutionSeconds))}");
            text.Append(CultureInfo.InvariantCulture, $"\n    original {Figures(objective.Original)}\n    adjusted {Figures(objective.Adjusted)}");
        }

        return text.ToString();
    }

    private static string Figures(ApiFigures? figures) => figures is null ? "not known"
        : string.Create(CultureInfo.InvariantCulture, $"{figures.Status}, {figures.Good} of {figures.Events} good{(figures.Compliance is { } share ? $" ({share * 100:0.####}%)" : "")}");

    private static Option<string> Time(string name, string description)
    {
        var option = new Option<string>(name) { Description = description, HelpName = "TIME", Required = true };
        option.Validators.Add(call => RefuseNoTime(call, call.GetValue(option)));
        return option;
    }

    private static void RefuseNoTime(OptionResult call, string? text)
    {
        if (text is not null && !InstantText.TryRead(text, out _))
        {
            call.AddError($"'{text}' is no time with its offset: write it as 2026-12-01T22:00:00Z.");
        }
    }
}
