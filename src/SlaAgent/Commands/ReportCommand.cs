using System.CommandLine;
using SlaAgent.Core.Reports;
using SlaAgent.Hosting;
using SlaAgent.Reports;

namespace SlaAgent.Commands;

/// <summary><c>slaagent report</c>: what an agreement came to in a period, from the record alone.</summary>
internal static class ReportCommand
{
    public static Command Create(TextWriter output, TextWriter error)
    {
        var options = new Options();
        var command = new Command("report", "Report what an agreement came to in a period, from the agent's record.");
        options.AddTo(command);
        command.SetAction((call, cancellation) => RunAsync(call, options, output, error, cancellation));
        return command;
    }

    private static async Task<int> RunAsync(ParseResult call, Options options, TextWriter output, TextWriter error, CancellationToken cancellation)
    {
        try
        {
            var (report, zone) = ReportStudy.Make(options.Query(call, TimeProvider.System.GetUtcNow()), options.Source(call));
            await WriteAsync(ReportFormat.Write(report, zone, call.GetRequiredValue(options.Format), call.GetValue(options.Executive)), call.GetValue(options.Out), output, cancellation);
            if (report.Evidence.Chain is { IsWhole: false } broken)
            {
                await error.WriteLineAsync($"slaagent: the record is {broken.Says}");
                return ExitCode.No;
            }

            return ExitCode.Fine;
        }
        catch (ReportFailure failure)
        {
            await error.WriteLineAsync("slaagent: " + failure.Message);
            return failure.Kind is ReportFailureKind.Wrong or ReportFailureKind.Unknown ? ExitCode.Wrong : ExitCode.CouldNot;
        }
    }

    /// <summary>To a file it is written beside it and moved in its place, so that no half a report is ever found there.</summary>
    private static async Task WriteAsync(string text, string? file, TextWriter output, CancellationToken cancellation)
    {
        if (file is null)
        {
            await output.WriteAsync(text);
            return;
        }

        try
        {
            var full = Path.GetFullPath(file);
            var beside = full + ".part";
            await File.WriteAllTextAsync(beside, text, cancellation);
            File.Move(beside, full, overwrite: true);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new ReportFailure(ReportFailureKind.CouldNot, $"the report cannot be written to {file}: {problem.Message}");
        }
    }

    private sealed class Options
    {
        private readonly Option<string> _agreement = new("--sla") { Description = "The agreement.", HelpName = "NAME", Required = true };
        private readonly Option<string?> _period = new("--period") { Description = $"A period of the calendar in the agreement's zone: {ReportPeriods.Forms}. Default: the last one of the agreement's calendar that is over, or its rolling window up to now.", HelpName = "PERIOD" };
        private readonly Option<string?> _from = new("--from") { Description = "Start of a time of your own, such as 2026-10-05T08:00:00Z.", HelpName = "TIME" };
        private readonly Option<string?> _to = new("--to") { Description = "Its end, not included. Default: now.", HelpName = "TIME" };
        private readonly Option<string?> _state = new("--state") { Description = "State folder of the agent, running or not. Default: as for 'run'.", HelpName = "DIR" };
        private readonly Option<string?> _ledger = new("--ledger") { Description = "Read an exported record instead.", HelpName = "FILE" };
        private readonly Option<string[]> _config = CommonOptions.Config();

        public Options()
        {
            Format.AcceptOnlyFromAmong(ReportFormat.Names);
            _state.Validators.Add(CommonOptions.NotEmpty);
            _ledger.Validators.Add(CommonOptions.NotEmpty);
            Out.Validators.Add(CommonOptions.NotEmpty);
        }

        public Option<string> Format { get; } = new("--format", "-f") { Description = "How it is written: html, md, json or csv.", DefaultValueFactory = _ => "html" };

        public Option<bool> Executive { get; } = new("--executive") { Description = "One page for those who decide on money; html or md." };

        public Option<string?> Out { get; } = new("--out") { Description = "The file it is written to. Default: standard output.", HelpName = "FILE" };

        public void AddTo(Command command)
        {
            Option[] all = [_agreement, _period, _from, _to, Format, Executive, Out, _state, _ledger, _config];
            foreach (var option in all)
            {
                command.Options.Add(option);
            }

            command.Validators.Add(call =>
            {
                Refuse(call, call.GetValue(_period) is not null && (call.GetValue(_from) ?? call.GetValue(_to)) is not null, "--period is one way to say which time, --from and --to another; use one.");
                Refuse(call, call.GetValue(_to) is not null && call.GetValue(_from) is null, "--to needs --from.");
                Refuse(call, call.GetValue(_state) is not null && call.GetValue(_ledger) is not null, "--state and --ledger are two sources; give one.");
                Refuse(call, call.GetValue(Executive) && !ReportFormat.HasExecutive(call.GetValue(Format) ?? ""), "--executive is a page: --format html or md.");
                foreach (var option in (Option<string?>[])[_from, _to])
                {
                    Refuse(call, call.GetValue(option) is { } text && ReportTimes.Read(text) is null, $"{option.Name} is a time such as 2026-10-05T08:00:00Z.");
                }
            });
        }

        public ReportQuery Query(ParseResult call, DateTimeOffset now) => new(call.GetRequiredValue(_agreement), now)
        {
            Period = call.GetValue(_period),
            From = ReportTimes.Read(call.GetValue(_from)),
            To = ReportTimes.Read(call.GetValue(_to)),
        };

        /// <summary>The exported file, else the state folder by the same rules as for 'run'.</summary>
        public string Source(ParseResult call)
        {
            if (call.GetValue(_ledger) is { } ledger)
            {
                return File.Exists(ledger) ? ledger : throw new ReportFailure(ReportFailureKind.CouldNot, $"there is no file {ledger}");
            }

            var paths = ConfigurationSource.PathsOrDefault(call.GetValue(_config));
            var state = call.GetValue(_state);
            var configured = state is null ? ConfigurationSource.Load(paths).Configuration?.Agent.StateFolder : null;
            return new AgentOptions { ConfigurationPaths = paths, StateFolder = state }.StateFolderOr(configured);
        }

        private static void Refuse(System.CommandLine.Parsing.CommandResult call, bool isWrong, string message)
        {
            if (isWrong)
            {
                call.AddError(message);
            }
        }
    }
}
