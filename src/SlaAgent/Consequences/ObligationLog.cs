using SlaAgent.Core.Consequences;

namespace SlaAgent.Consequences;

/// <summary>Says in the log what came to be owed, of what people were reminded, and who did what.</summary>
internal sealed partial class ObligationLog(ILogger logger)
{
    public void Say(IReadOnlyList<KeyValuePair<string, Obligation?>> changes)
    {
        foreach (var owed in changes.Select(change => change.Value).OfType<Obligation>())
        {
            switch (owed)
            {
                case { DoneAt: not null }:
                    Done(owed.Kind.Name(), owed.Agreement, owed.DoneBy, owed.Id, owed.Note);
                    break;
                case { RemindedAt: not null }:
                    Reminded(owed.Kind.Name(), owed.Agreement, owed.Id, owed.DueAt, owed.Because);
                    break;
                default:
                    Owed(owed.Kind.Name(), owed.Agreement, owed.Id, owed.DueAt, owed.Because, owed.Objective, owed.Incident);
                    break;
            }
        }
    }

#pragma warning disable SYSLIB1015 // What the text does not name goes with the record as attributes.
    [LoggerMessage(LogLevel.Warning, "{Kind} owed for {Sla} ({Obligation}) by {DueAt:O}: {Because}")]
    private partial void Owed(string kind, string sla, string obligation, DateTimeOffset dueAt, string because, string? objective, string incident);
#pragma warning restore SYSLIB1015

    [LoggerMessage(LogLevel.Warning, "{Kind} for {Sla} ({Obligation}) is still owed, by {DueAt:O}: {Because}")]
    private partial void Reminded(string kind, string sla, string obligation, DateTimeOffset dueAt, string because);

    [LoggerMessage(LogLevel.Information, "{Kind} for {Sla} done by {By} ({Obligation}): {Note}")]
    private partial void Done(string kind, string sla, string? by, string obligation, string? note);
}
