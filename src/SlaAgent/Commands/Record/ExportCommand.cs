using System.CommandLine;
using System.Globalization;
using SlaAgent.Ledger.Chain;

namespace SlaAgent.Commands.Record;

/// <summary><c>slaagent export</c>: the record as a file of lines, for an auditor or another machine.</summary>
internal static class ExportCommand
{
    public static Command Create(TextWriter output, TextWriter error)
    {
        var place = new RecordPlace();
        var from = Time("--from", "Only what was put on the record from then on: a date (UTC) or a time such as 2026-10-01T00:00:00Z.");
        var to = Time("--to", "Only what was put on the record before then.");
        var file = new Option<string?>("--out") { Description = "File to write; none may be there. Default: standard output.", HelpName = "FILE" };
        file.Validators.Add(CommonOptions.NotEmpty);
        var command = new Command("export", "Write the record as JSON, one entry a line, as it was put there; also while the agent runs.") { from, to, file };
        place.AddTo(command);
        command.SetAction((call, _) => RunAsync(place.Of(call), Of(call.GetValue(from)), Of(call.GetValue(to)), call.GetValue(file), output, error));
        return command;
    }

    private static async Task<int> RunAsync(string folder, DateTimeOffset? from, DateTimeOffset? to, string? file, TextWriter output, TextWriter error)
    {
        try
        {
            if (file is null)
            {
                using var stream = new MemoryStream();
                RecordExport.Write(folder, from, to, stream);
                await output.WriteAsync(System.Text.Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length));
                return ExitCode.Fine;
            }

            await using var written = new FileStream(file, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1 << 16);
            var entries = RecordExport.Write(folder, from, to, written);
            await error.WriteLineAsync(FormattableString.Invariant($"slaagent: {entries} entries written to {file}"));
            return ExitCode.Fine;
        }
        catch (Exception problem) when (problem is RecordUnreadableException or IOException or UnauthorizedAccessException)
        {
            await error.WriteLineAsync("slaagent: " + problem.Message);
            return ExitCode.CouldNot;
        }
    }

    private static Option<string?> Time(string name, string description)
    {
        var option = new Option<string?>(name) { Description = description, HelpName = "TIME" };
        option.Validators.Add(result =>
        {
            if (result.Tokens.Count > 0 && Of(result.Tokens[0].Value) is null)
            {
                result.AddError($"{name} is a date or a time, such as 2026-10-01 or 2026-10-01T12:00:00Z.");
            }
        });
        return option;
    }

    private static DateTimeOffset? Of(string? text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var at) ? at : null;
}
