using System.CommandLine;
using SlaAgent.Configuration;
using SlaAgent.Core.Contracts;

namespace SlaAgent.Commands.Baselines;

/// <summary><c>slaagent baseline</c>: proposes targets from measured history, and replays them over it.</summary>
internal static class BaselineCommand
{
    private const int MostWeeks = 52;

    public static Command Create(TextWriter output, TextWriter error)
    {
        var options = new Options();
        var command = new Command("baseline", "Propose internal and external targets from weeks of measured history, and replay them over it.");
        options.AddTo(command);
        command.SetAction((call, cancellation) => RunAsync(options.Of(call), call.GetRequiredValue(options.Output), output, error, cancellation));
        return command;
    }

    private static async Task<int> RunAsync(BaselineRequest request, string format, TextWriter output, TextWriter error, CancellationToken cancellation)
    {
        BaselineFinding finding;
        try
        {
            finding = await BaselineStudy.RunAsync(request, TimeProvider.System.GetUtcNow(), cancellation);
        }
        catch (BaselineFailure failure)
        {
            await error.WriteLineAsync("slaagent: " + failure.Message);
            return failure.Exit;
        }

        var text = format switch { "json" => BaselineJson.Write(finding), "yaml" => AgreementText.Write(finding), _ => BaselineText.Write(finding) };
        await output.WriteLineAsync(text.TrimEnd());
        if (!finding.HasProposal)
        {
            await error.WriteLineAsync("slaagent: this history supports no target" + (format == "yaml" ? ": " + string.Join("; ", finding.Results.SelectMany(result => result.Unsaid).Distinct()) : ""));
        }

        return finding.HasProposal ? ExitCode.Fine : ExitCode.No;
    }

    private sealed record Options
    {
        private readonly Option<string> _service = new("--service", "-s") { Description = "The service.", HelpName = "SERVICE", Required = true };
        private readonly Option<string?> _agreement = new("--sla") { Description = "Only the objectives of this agreement. Default: of all about the service.", HelpName = "NAME" };
        private readonly Option<int> _weeks = new("--weeks") { Description = $"Weeks to look back, 1 to {MostWeeks}; 4 to 6 say something.", HelpName = "WEEKS", DefaultValueFactory = _ => 6 };
        private readonly Option<string> _window = new("--window") { Description = "The rolling window of what is proposed, in whole hours.", HelpName = "DURATION", DefaultValueFactory = _ => "7d" };
        private readonly Option<string?> _timeZone = new("--time-zone") { Description = "Where people live their week: an IANA name. Default: spec.timeZone of the Agent document.", HelpName = "ZONE" };
        private readonly Option<string[]> _config = CommonOptions.Config();
        private readonly Option<string?> _state = new("--state") { Description = "State folder of the agent whose ledger is read. Default: as for 'run'.", HelpName = "DIR" };
        private readonly Option<string?> _prometheus = new("--prometheus") { Description = "Read from this Prometheus server instead.", HelpName = "URL" };
        private readonly Option<string?> _token = new("--bearer-token-file") { Description = "File with a bearer token for it.", HelpName = "FILE" };
        private readonly Option<string?> _query = new("--query") { Description = "A query of your own for a demand a second, one series; needs --prometheus and no configuration.", HelpName = "PROMQL" };
        private readonly Option<string?> _csv = new("--csv") { Description = "Read demand from a CSV file with a header instead: counts from each row's time to the next.", HelpName = "FILE" };
        private readonly Option<string> _column = new("--column") { Description = "Its column of counts.", HelpName = "NAME", DefaultValueFactory = _ => "value" };
        private readonly Option<string> _timeColumn = new("--time-column") { Description = "Its column of times.", HelpName = "NAME", DefaultValueFactory = _ => "timestamp" };

        public Options()
        {
            Output.AcceptOnlyFromAmong("table", "json", "yaml");
            _state.Validators.Add(CommonOptions.NotEmpty);
        }

        public Option<string> Output { get; } = new("--output", "-o") { Description = "How results are shown: table, json, or yaml for the documents alone.", DefaultValueFactory = _ => "table" };

        public void AddTo(Command command)
        {
            Option[] all = [_service, _agreement, _weeks, _window, _timeZone, _config, _state, _prometheus, _token, _query, _csv, _column, _timeColumn, Output];
            foreach (var option in all)
            {
                command.Options.Add(option);
            }

            Refuse(_service, name => !IsName(name), "--service is a name of small letters, digits and hyphens.");
            Refuse(_weeks, weeks => weeks is < 1 or > MostWeeks, $"--weeks is from 1 to {MostWeeks}.");
            Refuse(_window, text => !IsWindow(text, out _), "--window is a duration of whole hours, from 1h to 90d.");
            Refuse(_prometheus, text => !IsAddress(text, out _), "--prometheus is an http address, such as http://127.0.0.1:9090.");
            command.Validators.Add(call =>
            {
                if (call.GetValue(_query) is not null && call.GetValue(_prometheus) is null)
                {
                    call.AddError("--query needs --prometheus.");
                }

                if (call.GetValue(_csv) is not null && call.GetValue(_prometheus) is not null)
                {
                    call.AddError("--csv and --prometheus are two sources; give one.");
                }
            });
        }

        public BaselineRequest Of(ParseResult call) => new()
        {
            Service = call.GetRequiredValue(_service),
            Agreement = call.GetValue(_agreement),
            Weeks = call.GetValue(_weeks),
            Window = IsWindow(call.GetValue(_window), out var window) ? window : default,
            TimeZone = call.GetValue(_timeZone),
            Paths = ConfigurationSource.PathsOrDefault(call.GetValue(_config)),
            State = call.GetValue(_state),
            Prometheus = IsAddress(call.GetValue(_prometheus), out var address) ? address : null,
            Auth = call.GetValue(_token) is { } file ? new Authentication.Bearer(Path.GetFullPath(file)) : null,
            Query = call.GetValue(_query),
            Csv = call.GetValue(_csv),
            TimeColumn = call.GetRequiredValue(_timeColumn),
            Column = call.GetRequiredValue(_column),
        };

        private static void Refuse<T>(Option<T> option, Func<T, bool> isWrong, string message) => option.Validators.Add(result =>
        {
            if (result.Tokens.Count > 0 && !result.Errors.Any() && result.GetValueOrDefault<T>() is { } value && isWrong(value))
            {
                result.AddError(message);
            }
        });

        // It goes into documents.
        private static bool IsName(string text) => text.Length is > 0 and <= 63 && text.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-') && text[0] != '-' && text[^1] != '-';

        private static bool IsWindow(string? text, out TimeSpan window) =>
            DurationText.TryRead(text ?? "", out window) && window >= TimeSpan.FromHours(1) && window <= TimeSpan.FromDays(90) && window.Ticks % TimeSpan.TicksPerHour == 0;

        private static bool IsAddress(string? text, out Uri? address) => Uri.TryCreate(text, UriKind.Absolute, out address) && address.Scheme is "http" or "https" && address.UserInfo.Length == 0;
    }
}
