using SlaAgent.Core.Contracts;
using SlaAgent.Core.Time;

namespace SlaAgent.Core.Incidents;

/// <summary>
/// Escalates what is open and unacknowledged. A step is reached once per incident, over restarts too: what was due meanwhile is reached at the next look. Time
/// since the beginning is kept on the agent's own timeline, so that a jump of the wall clock escalates nothing.
/// </summary>
internal sealed class EscalationWatch(IncidentBook book)
{
    private readonly Dictionary<string, Instant> _began = new(StringComparer.Ordinal);

    /// <summary>Reaches what is due.</summary>
    public void Advance(AgentConfiguration configuration, in ClockReading clock)
    {
        foreach (var incident in book.Opened.ToList())
        {
            var began = Began(incident, clock);
            if (incident.Acknowledgement is not null || StepsOf(configuration, incident) is not { Count: > 0 } steps)
            {
                continue;
            }

            var reached = incident;
            foreach (var step in steps)
            {
                if (clock.Now - began >= step.After && !HasReached(reached, step))
                {
                    reached = book.Escalate(reached, new(step.After, step.Receivers, clock.Wall));
                }
            }
        }

        Forget();
    }

    private static EquatableArray<EscalationStep> StepsOf(AgentConfiguration configuration, Incident incident) =>
        configuration.Agreements.FirstOrDefault(agreement => agreement.Name == incident.Agreement)?.Alerting.Escalation ?? [];

    private static bool HasReached(Incident incident, EscalationStep step) =>
        incident.Escalations.Any(reached => reached.After == step.After && reached.Receivers == step.Receivers);

    private Instant Began(Incident incident, in ClockReading clock)
    {
        if (!_began.TryGetValue(incident.Id, out var began))
        {
            _began[incident.Id] = began = clock.FromWall(incident.StartedAt);
        }

        return began;
    }

    private void Forget()
    {
        if (_began.Count > book.Opened.Count)
        {
            foreach (var id in _began.Keys.Where(id => book.Find(id) is null).ToList())
            {
                _began.Remove(id);
            }
        }
    }
}
