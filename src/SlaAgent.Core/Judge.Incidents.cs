using SlaAgent.Core.Evidence;
using SlaAgent.Core.Incidents;
using SlaAgent.Core.Samples;

namespace SlaAgent.Core;

public sealed partial class Judge
{
    /// <summary>Closes an incident that has ended, now, whatever is still owed for it. The first who did stands.</summary>
    /// <param name="id">Its id, its number, or a beginning of its id that no other has.</param>
    /// <param name="by">Who says that it is closed.</param>
    /// <param name="note">What they say to it; null for nothing.</param>
    /// <param name="clock">The present reading.</param>
    /// <returns>The incident as it is then, which is not closed where it goes on; null where there is none, or more than one. And whether it is closed by this.</returns>
    public (Incident? Incident, bool IsNew) CloseIncident(string id, string by, string? note, Time.ClockReading clock)
    {
        _clock = clock;
        return (_book.FindEnded(id), _book.Find(id)) switch
        {
            ({ IsResolved: true } resolved, _) => (_book.Close(resolved, by, note, clock.Wall), true),
            ({ } closed, _) => (closed, false),
            (_, var open) => (open, false),
        };
    }

    /// <summary>Takes a closing back that could not be made durable; nothing where it is not this one.</summary>
    public void TakeBackClosing(Incident closed)
    {
        if (_book.FindEnded(closed.Id) is { } shown && shown.ClosedAt == closed.ClosedAt && shown.ClosedBy == closed.ClosedBy)
        {
            _book.Reopen(shown);
        }
    }

    /// <summary>Incidents that had ended, and in which something was noted since the last call, to be made durable: no receiver is told of it.</summary>
    public IReadOnlyList<Incident> TakeAmendedIncidents() => _book.TakeAmended();

    /// <summary>Closes what is settled, and puts on the record what moved.</summary>
    private void SettleIncidents()
    {
        _book.CloseSettled(_obligations.IsOwedFor, _clock.Wall);
        foreach (var incident in _book.TakeMoved())
        {
            _evidence.Add(new EvidenceItem.IncidentChanged(incident));
        }
    }

    private void SeeVersions()
    {
        foreach (var service in _configuration.Services)
        {
            if (service.ModelVersion is { Length: > 0 } version)
            {
                _book.SeeVersion(service.Name, "its configuration", version, _clock.Wall);
            }
        }
    }

    private void SeeVersion(EvaluationResult result)
    {
        if (result.ModelVersion is { Length: > 0 } version)
        {
            _book.SeeVersion(result.Service, result.Probe, version, _clock.ToWall(result.ScheduledAt));
        }
    }
}
