using System.CommandLine;
using System.CommandLine.Parsing;
using SlaAgent.Commands.Baselines;
using SlaAgent.Commands.Demo;
using SlaAgent.Commands.Detect;
using SlaAgent.Commands.Evaluate;
using SlaAgent.Commands.Record;
using SlaAgent.Commands.Gates;
using SlaAgent.Commands.Obligations;
using SlaAgent.Configuration.TimeZones;
using SlaAgent.Telemetry;

namespace SlaAgent.Commands;

/// <summary>The command line: which commands there are, and how a wrong call is answered.</summary>
internal static class AgentCommandLine
{
    public static async Task<int> RunAsync(string[] args, TextWriter output, TextWriter error)
    {
        var root = new RootCommand("Keeps and proves the promises made about machine-learning services.")
        {
            RunCommand.Create(error),
            CheckCommand.Create(output, error),
            ProbeCommand.Create(output, error),
            EvaluateCommand.Create(output, error),
            DetectCommand.Create(output, error),
            StatusCommand.Create(output, error),
            BaselineCommand.Create(output, error),
            GateCommand.Create(output, error),
            ReportCommand.Create(output, error),
            PauseCommand.Create(output, error),
            ResumeCommand.Create(output, error),
            AdjustCommand.Create(output, error),
            AckCommand.Create(output, error),
            IncidentCommand.Create(output, error),
            ObligationsCommand.Create(output, error),
            VerifyCommand.Create(output, error),
            ExportCommand.Create(output, error),
            ImportCommand.Create(output, error),
            NotifyCommand.Create(output, error),
            SchemaCommand.Create(output),
            HealthcheckCommand.Create(output, error),
            DemoCommand.Create(output, error),
        };
        UseOurVersion(root, output);
        var call = root.Parse(args);
        if (call.Errors.Count > 0)
        {
            await SayAsync(call, root, error);
            return ExitCode.Wrong;
        }

        // The daemon ends by its own rules on a signal; the library's would cut it short.
        var settings = new InvocationConfiguration { Output = output, Error = error, ProcessTerminationTimeout = null, EnableDefaultExceptionHandler = false };
        try
        {
            return await call.InvokeAsync(settings);
        }
        catch (IOException e)
        {
            // What a full disk or a closed pipe does to the output; whatever else is read or written has its own message.
            await error.WriteLineAsync($"slaagent: the output cannot be written: {e.Message}");
            return ExitCode.CouldNot;
        }
    }

    private static async Task SayAsync(ParseResult call, RootCommand root, TextWriter error)
    {
        foreach (var problem in call.Errors)
        {
            await error.WriteLineAsync("slaagent: " + string.Join(' ', problem.Message.Split((char[])['\n', '\r', '\t'], StringSplitOptions.RemoveEmptyEntries)));
        }

        var command = call.CommandResult.Command;
        if (command == root && call.UnmatchedTokens.Count > 0)
        {
            await error.WriteLineAsync("There are the commands " + string.Join(", ", root.Subcommands.Select(c => c.Name)) + ".");
        }

        await error.WriteLineAsync(command == root ? "Try 'slaagent --help'." : $"Try 'slaagent {Path(call.CommandResult)} --help'.");
    }

    /// <summary>The names of a command and of those it is under, without the program's.</summary>
    private static string Path(CommandResult command) => command.Parent is CommandResult { Parent: not null } above ? $"{Path(above)} {command.Command.Name}" : command.Command.Name;

    private static void UseOurVersion(RootCommand root, TextWriter output)
    {
        if (root.Options.OfType<VersionOption>().FirstOrDefault() is { } version)
        {
            root.Options.Remove(version);
        }

        var ours = new Option<bool>("--version") { Description = "Show version, commit and runtime." };
        root.Options.Add(ours);
        root.SetAction(call =>
        {
            if (call.GetValue(ours))
            {
                output.WriteLine($"slaagent {BuildInfo.Version} ({BuildInfo.Commit}) {BuildInfo.Runtime}, time zones {ZoneData.Version}");
                return ExitCode.Fine;
            }

            return root.Parse("--help").Invoke(new InvocationConfiguration { Output = output });
        });
    }
}
