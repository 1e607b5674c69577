using SlaAgent.Core.Contracts;
using SlaAgent.Core.Snapshots;
using SlaAgent.Hosting;

namespace SlaAgent.Gates;

/// <summary>
/// Says of deployment gates what is known, and that nothing is where nothing is: a gate that no breach closes is open only while every objective of its agreement
/// is judged. What is closed stays closed, also where the agent has gone blind since.
/// </summary>
internal sealed class GateReader(AgentState state, AgentHealth health)
{
    /// <summary>Reads the gates of one agreement, of one service, or all.</summary>
    /// <param name="agreement">The agreement; empty for all.</param>
    /// <param name="service">The service; empty for all.</param>
    /// <param name="problem">Which of them there is not; empty where both are known.</param>
    /// <returns>What is known; null where <paramref name="problem"/> says why not.</returns>
    public GateReport? Read(string agreement, string service, out string problem)
    {
        problem = "";
        if (state.Current is not { } view)
        {
            return new([], health.Readiness() ?? "nothing has been judged yet", GateState.Unknown);
        }

        var chosen = view.Agreements.Where(pair => (agreement.Length == 0 || pair.Agreement.Name == agreement) && (service.Length == 0 || pair.Agreement.Service == service)).ToList();
        if (chosen.Count == 0 && agreement.Length + service.Length > 0)
        {
            problem = Problem(view, agreement, service);
            if (problem.Length > 0)
            {
                return null;
            }
        }

        var asked = chosen.Where(pair => agreement.Length > 0 || pair.Agreement.Consequences is { Freeze: true });
        return new([.. asked.Select(pair => Of(pair.Agreement, pair.Status, view.Snapshot))], "no agreement closes a gate (consequences.freeze)");
    }

    /// <summary>What is known of the gate of one agreement; null where it closes none.</summary>
    public GateState? StateOf(string agreement) => state.Current is { } view
        ? view.Agreements.Where(pair => pair.Agreement is { Consequences.Freeze: true } && pair.Agreement.Name == agreement)
            .Select(pair => (GateState?)Of(pair.Agreement, pair.Status, view.Snapshot).State).FirstOrDefault()
        : null;

    private static string Problem(AgentState.View view, string agreement, string service)
    {
        var known = view.Configuration.Agreements.FirstOrDefault(other => other.Name == agreement);
        return agreement.Length > 0 && known is null ? $"There is no agreement '{agreement}'. There are: {string.Join(", ", view.Configuration.Agreements.Select(other => other.Name))}."
            : service.Length > 0 && view.Configuration.Services.All(other => other.Name != service) ? $"There is no service '{service}'. There are: {string.Join(", ", view.Configuration.Services.Select(other => other.Name))}."
            : known is not null ? $"Agreement '{agreement}' is not about service '{service}' but about {known.Service}."
            : "";
    }

    private GateReading Of(ServiceLevelAgreement agreement, AgreementStatus status, AgentSnapshot snapshot)
    {
        var gate = snapshot.Gates.FirstOrDefault(gate => gate.Agreement == agreement.Name);
        var (found, reason) = (gate, agreement) switch
        {
            (null, { Consequences: not { Freeze: true } }) => (GateState.Open, "it closes no gate (consequences.freeze is not true)"),
            (null, _) => (GateState.Unknown, "it is judged for the whole fleet, and its gate is not this agent's"),
            ({ IsOpen: false }, _) => (GateState.Closed, gate.Because),
            ({ Override: not null }, _) => (GateState.Open, gate.Because),
            _ when health.Heartbeat() is { } silent => (GateState.Unknown, silent),
            _ when status.Objectives.FirstOrDefault(objective => objective.Status == ObjectiveStatusKind.Unknown) is { } unknown => (GateState.Unknown, $"{unknown.Name} is unknown: {unknown.Reason}"),
            _ => (GateState.Open, ""),
        };
        return new(agreement.Name, agreement.Service, found, reason)
        {
            Gate = gate,
            Incidents = [.. snapshot.Incidents.Where(incident => gate?.Incidents.Contains(incident.Id) == true)],
        };
    }
}
