using System.CommandLine;
using System.CommandLine.Parsing;
using SlaAgent.Configuration;
using SlaAgent.Http;

namespace SlaAgent.Commands;

/// <summary><c>slaagent pause</c>: what is measured from now on does not count, until somebody resumes.</summary>
internal static class PauseCommand
{
    public static Command Create(TextWriter output, TextWriter error)
    {
        var agent = new AgentConnection.Options();
        var sla = new Option<string>("--sla") { Description = "The agreement.", HelpName = "NAME", Required = true };
        var objectives = new Option<string[]>("--objective") { Description = "An objective; may be given more than once. Default: those that judge accuracy.", HelpName = "NAME" };
        var all = new Option<bool>("--all") { Description = "All objectives of the agreement." };
        var planned = new Option<string>("--for") { Description = "How long the pause is meant to last, as 6h.", HelpName = "DURATION", Required = true };
        var longest = new Option<string?>("--longest") { Description = "After this it ends by itself. Default: the same as --for.", HelpName = "DURATION" };
        planned.Validators.Add(call => RefuseNoDuration(call, call.GetValue(planned)));
        longest.Validators.Add(call => RefuseNoDuration(call, call.GetValue(longest)));
        var reason = new Option<string>("--reason") { Description = "Why.", HelpName = "TEXT", Required = true };
        var by = By("Who asks.");
        var format = CommonOptions.Output();
        var command = new Command("pause", "Leave time out by hand, from now on: retraining, maintenance. The agent keeps who, why and until when.")
        {
            sla, objectives, all, planned, longest, reason, by, format,
        };
        agent.AddTo(command);
        command.SetAction((call, cancellation) => RunAsync(
            agent.Of(call),
            new ApiPauseRequest(
                call.GetRequiredValue(sla), call.GetRequiredValue(planned), call.GetRequiredValue(reason), call.GetRequiredValue(by), call.GetValue(objectives), call.GetValue(all), call.GetValue(longest)),
            call.GetRequiredValue(format),
            output,
            error,
            cancellation));
        return command;
    }

    /// <summary>The option that says who asks.</summary>
    public static Option<string> By(string description) => new("--by")
    {
        Description = description + " Default: the user of this session.",
        HelpName = "NAME",
        DefaultValueFactory = _ => Environment.UserName,
    };

    /// <summary>Refuses what is no duration.</summary>
    public static void RefuseNoDuration(OptionResult call, string? text)
    {
        if (text is not null && !DurationText.TryRead(text, out _))
        {
            call.AddError($"'{text}' is no duration: write a number with its unit, as 6h or 1h30m.");
        }
    }

    private static async Task<int> RunAsync(AgentConnection agent, ApiPauseRequest request, string format, TextWriter output, TextWriter error, CancellationToken cancellation)
    {
        using var body = AgentClient.Body(request, ApiJson.Default.ApiPauseRequest);
        var answer = await AgentClient.ChangeAsync(agent, HttpMethod.Post, "/api/v1/pauses", body, ApiJson.Default.ApiPause, cancellation);
        return await answer.WriteAsync(
            format,
            ApiJson.Default.ApiPause,
            pause => FormattableString.Invariant(
                $"paused: {string.Join(", ", pause.Objectives)} of {pause.Sla}, planned until {pause.PlannedEnd:yyyy-MM-dd HH:mm:ss'Z'}, {pause.LatestEnd:yyyy-MM-dd HH:mm:ss'Z'} at the latest\nend it with: slaagent resume {pause.Id}"),
            output,
            error);
    }
}
