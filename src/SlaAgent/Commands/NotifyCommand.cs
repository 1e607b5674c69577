using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using SlaAgent.Notifications;

namespace SlaAgent.Commands;

/// <summary><c>slaagent notify --test</c>: finds out before the incident whether alerts arrive.</summary>
internal static class NotifyCommand
{
    public static Command Create(TextWriter output, TextWriter error)
    {
        var config = CommonOptions.Config();
        var test = new Option<bool>("--test") { Description = "Send a marked test alert (the only thing this command does).", Required = true };
        var receiver = new Option<string?>("--receiver") { Description = "Only this receiver.", HelpName = "NAME" };
        var format = CommonOptions.Output();
        var command = new Command("notify", "Send a marked test alert through the receivers and say what each answered.") { config, test, receiver, format };
        command.SetAction((call, cancellation) => RunAsync(
            ConfigurationSource.PathsOrDefault(call.GetValue(config)),
            call.GetValue(receiver),
            call.GetRequiredValue(format),
            output,
            error,
            cancellation));
        return command;
    }

    private static async Task<int> RunAsync(string[] paths, string? name, string format, TextWriter output, TextWriter error, CancellationToken cancellation)
    {
        var loaded = ConfigurationSource.Load(paths);
        if (loaded.Configuration is not { } configuration)
        {
            foreach (var line in ConfigurationSource.Obstacles(loaded, laterIsFine: true).Append(ConfigurationSource.Advice(paths)).OfType<string>())
            {
                await error.WriteLineAsync(line);
            }

            return ExitCode.Wrong;
        }

        var receivers = configuration.Agent.Receivers.Where(r => name is null || r.Name == name).ToList();
        if (receivers.Count == 0)
        {
            await error.WriteLineAsync(configuration.Agent.Receivers.Count == 0
                ? "slaagent: the configuration has no receivers (spec.receivers of the Agent document)"
                : $"slaagent: no receiver '{name}'. There are: {string.Join(", ", configuration.Agent.Receivers.Select(r => r.Name))}");
            return ExitCode.Wrong;
        }

        var tests = receivers.Select(r => ReceiverTest.RunAsync(r, ReceiverConnections.Access, new DeliveryOptions(), TimeProvider.System, cancellation));
        var answers = (await Task.WhenAll(tests)).SelectMany(a => a).ToList();
        await output.WriteLineAsync(format == "json"
            ? JsonSerializer.Serialize<IReadOnlyList<ReceiverTestResult>>(answers, NotifyJson.Default.IReadOnlyListReceiverTestResult)
            : Table(answers).TrimEnd());
        return answers.TrueForAll(a => a.Accepted) ? ExitCode.Fine : ExitCode.No;
    }

    private static string Table(List<ReceiverTestResult> answers)
    {
        var table = new TextTable("RECEIVER", "ADDRESS", "ACCEPTED", "STATUS", "DETAIL");
        foreach (var a in answers)
        {
            table.Add(a.Receiver, a.Address, a.Accepted ? "yes" : "no", a.Status?.ToString(CultureInfo.InvariantCulture) ?? "-", a.Detail);
        }

        return table.ToString();
    }
}
