using SlaAgent.Core.Consequences;
using SlaAgent.Core.Contracts;
using SlaAgent.Core.Incidents;
using SlaAgent.Core.Objectives;
using SlaAgent.Core.Time;

namespace SlaAgent.Core;

public sealed partial class Judge
{
    private readonly ObligationBook _obligations;

    /// <summary>Notes that something owed is done, now. The first who said so stands.</summary>
    /// <param name="id">What is owed.</param>
    /// <param name="by">Who says so.</param>
    /// <param name="note">What they say: where the document is, say; null for nothing.</param>
    /// <param name="clock">The present reading.</param>
    public ObligationAnswer Meet(string id, string by, string? note, ClockReading clock)
    {
        _clock = clock;
        return _obligations.Meet(id, by, note, clock);
    }

    /// <summary>Takes back what could not be made durable; nothing where it has changed since.</summary>
    public void OweAgain(Obligation done, ClockReading clock)
    {
        _clock = clock;
        _obligations.OweAgain(done);
    }

    /// <summary>Sends a statement that is owed to those who are owed it, and notes that it is done.</summary>
    /// <param name="id">What is owed.</param>
    /// <param name="by">Who sends it.</param>
    /// <param name="statement">Its text.</param>
    /// <param name="clock">The present reading.</param>
    public ObligationAnswer SendStatement(string id, string by, string statement, ClockReading clock)
    {
        _clock = clock;
        if (_obligations.Get(id) is { } owed && StatementProblem(owed) is { } problem)
        {
            return new(owed, false, problem);
        }

        var answer = _obligations.Meet(id, by, "the statement was sent to " + string.Join(", ", _obligations.Get(id)?.Receivers ?? []), clock, statement);
        if (answer is { IsNew: true, Obligation: { } done })
        {
            Tell(done, by, statement);
        }

        return answer;
    }

    /// <summary>Obligations that changed since the last call, by id, to be made durable; null for one that is forgotten.</summary>
    public IReadOnlyList<KeyValuePair<string, Obligation?>> TakeObligationChanges() => _obligations.TakeChanges();

    /// <summary>Breaches that were found since the last call, by incident, to be made durable; null for one that is forgotten.</summary>
    public IReadOnlyList<KeyValuePair<string, BreachMark?>> TakeBreachChanges() => _obligations.Breaches.TakeChanges();

    private string? StatementProblem(Obligation owed)
    {
        if (owed.Kind != ObligationKind.Communication)
        {
            return $"This is {owed.Kind.Words()}, which nobody is sent from here. When it is done, say so: slaagent obligations done {owed.Id} --note \"where it is\".";
        }

        if (owed is { DoneAt: { } at })
        {
            return $"It was done by {owed.DoneBy} at {Words.Time(at)}: nothing is sent twice.";
        }

        var gone = owed.Receivers.Where(name => _configuration.Agent.Receivers.All(receiver => receiver.Name != name)).ToList();
        return gone.Count == 0
            ? null
            : $"The Agent document has no receiver {string.Join(", ", gone)} any more: put it back, or tell these people yourself and say so: slaagent obligations done {owed.Id} --note \"…\".";
    }

    /// <summary>A statement is an alert that has ended when it begins: each receiver is told of it once, and nothing stays open.</summary>
    private void Tell(Obligation owed, string by, string statement)
    {
        var agreement = _configuration.Agreements.FirstOrDefault(agreement => agreement.Name == owed.Agreement);
        var labels = AlertLabels.OfObligation(AlertLabels.Statement, owed, agreement, _configuration.Agent, _context);
        var text = LabelSet.From(
        [
            new("summary", $"Statement on {owed.Agreement}/{owed.Objective}, by {by}"),
            new("description", statement),
        ]);
        var incident = _book.Open(labels, text, AlertSeverity.Ticket, _clock.Wall, _clock.Wall, owed.Receivers, IncidentOrigin.Notice);
        _book.End(incident, _clock.Wall, null);
    }
}
