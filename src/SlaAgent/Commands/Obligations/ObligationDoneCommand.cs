using System.CommandLine;
using SlaAgent.Http;

namespace SlaAgent.Commands.Obligations;

/// <summary><c>slaagent obligations done</c>: says that something owed is done.</summary>
internal static class ObligationDoneCommand
{
    public static Command Create(TextWriter output, TextWriter error)
    {
        var agent = new AgentConnection.Options();
        var id = ObligationsCommand.Id();
        var by = PauseCommand.By("Who did it.");
        var note = new Option<string?>("--note") { Description = "What there is to say to it: where the document is, say.", HelpName = "TEXT" };
        var format = CommonOptions.Output();
        var command = new Command("done", "Say that something owed is done. The agent keeps who, when and the note.") { id, by, note, format };
        agent.AddTo(command);
        command.SetAction((call, cancellation) => ObligationsCommand.PostAsync(
            agent.Of(call),
            call.GetRequiredValue(id),
            "done",
            new ApiDoneRequest(call.GetRequiredValue(by), call.GetValue(note)),
            ApiJson.Default.ApiDoneRequest,
            call.GetRequiredValue(format),
            output,
            error,
            cancellation));
        return command;
    }
}
