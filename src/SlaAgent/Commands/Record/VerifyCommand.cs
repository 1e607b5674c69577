using System.CommandLine;
using System.Text.Json;
using SlaAgent.Ledger.Chain;

namespace SlaAgent.Commands.Record;

/// <summary><c>slaagent verify</c>: whether all of a record is as it was put there.</summary>
internal static class VerifyCommand
{
    public static Command Create(TextWriter output, TextWriter error)
    {
        var place = new RecordPlace();
        var file = new Option<string?>("--file") { Description = "A file that 'slaagent export' wrote, instead of a state folder.", HelpName = "FILE" };
        file.Validators.Add(CommonOptions.NotEmpty);
        var keys = PublicKeys.Option();
        var head = new Option<string?>("--head") { Description = "A hash that an earlier report or 'verify' gave: it must be in the record.", HelpName = "HASH" };
        var format = CommonOptions.Output();
        var command = new Command("verify", "Check that nothing on the record was changed, left out or added in between; also while the agent runs.") { file, keys, head, format };
        place.AddTo(command);
        command.SetAction((call, _) => RunAsync(call.GetValue(file) ?? place.Of(call), call.GetValue(keys) ?? [], call.GetValue(head), call.GetRequiredValue(format), output, error));
        return command;
    }

    private static async Task<int> RunAsync(string path, string[] keys, string? head, string format, TextWriter output, TextWriter error)
    {
        VerifyReport report;
        try
        {
            report = Check(path, PublicKeys.Read(keys), head);
        }
        catch (RecordUnreadableException unreadable)
        {
            await error.WriteLineAsync("slaagent: " + unreadable.Message);
            return ExitCode.CouldNot;
        }

        await output.WriteLineAsync(format == "json" ? JsonSerializer.Serialize(report, VerifyJson.Default.VerifyReport) : VerifyText.Write(report));
        return report.Sound ? ExitCode.Fine : ExitCode.No;
    }

    private static VerifyReport Check(string path, Dictionary<string, byte[]> keys, string? head)
    {
        using var source = RecordSource.Open(path);
        var wanted = head?.Trim().ToLowerInvariant();
        long? found = null;
        var findings = RecordCheck.Run(source, keys, (entry, _) => found = wanted == entry.HashText ? entry.Number : found, _ => false);
        return VerifyReport.Of(source.Name, findings, wanted, found);
    }
}
