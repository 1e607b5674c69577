using System.CommandLine;
using SlaAgent.Ledger;
using SlaAgent.Ledger.Chain;

namespace SlaAgent.Commands.Record;

/// <summary><c>slaagent import</c>: an exported record into an empty state folder, so that reports can be made of it there.</summary>
internal static class ImportCommand
{
    public static Command Create(TextWriter output, TextWriter error)
    {
        var file = new Argument<string>("FILE") { Description = "A file that 'slaagent export' wrote." };
        file.Validators.Add(CommonOptions.NotEmpty);
        var state = new Option<string>("--state") { Description = "The state folder; it must hold no ledger.", HelpName = "DIR", Required = true };
        state.Validators.Add(CommonOptions.NotEmpty);
        var keys = PublicKeys.Option();
        var command = new Command("import", "Check an exported record, and put it into an empty state folder.") { file, state, keys };
        command.SetAction((call, _) => RunAsync(call.GetRequiredValue(file), Path.GetFullPath(call.GetRequiredValue(state)), call.GetValue(keys) ?? [], output, error));
        return command;
    }

    private static async Task<int> RunAsync(string file, string folder, string[] keys, TextWriter output, TextWriter error)
    {
        try
        {
            var entries = RecordImport.Read(file, folder, PublicKeys.Read(keys), TimeProvider.System);
            await output.WriteLineAsync(FormattableString.Invariant($"{entries} entries of {file} are in {folder}"));
            return ExitCode.Fine;
        }
        catch (Exception problem) when (problem is RecordUnreadableException or StateHeldException)
        {
            await error.WriteLineAsync("slaagent: " + problem.Message);
            return ExitCode.CouldNot;
        }
    }
}
