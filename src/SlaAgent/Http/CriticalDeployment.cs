using SlaAgent.Core.Consequences;
using SlaAgent.Gates;

namespace SlaAgent.Http;

/// <summary>Lets a critical deployment (a security fix) pass gates that are not open, and has the record say who and why, before it is answered.</summary>
internal static class CriticalDeployment
{
    /// <summary>Answers whether it may go on. To be asked by who may write only.</summary>
    public static async Task PassAsync(HttpContext context, GateDesk desk, GateReport report, string by, string reason)
    {
        var ids = new List<string>();
        foreach (var gate in report.Gates.Where(gate => gate is { State: not GateState.Open, Gate: not null }))
        {
            var answer = await desk.OverrideAsync(new GateRequest(gate.Agreement, by, reason, null), context.RequestAborted);
            if (answer?.Override is not { } order)
            {
                await context.WriteRefusalAsync(answer, "Nothing passes: the agent's state cannot be written, and a deployment that is not on the record is none. See the agent's log, and try again.");
                return;
            }

            ids.Add(order.Id);
        }

        // Of what this agent keeps no gate for, it cannot put on the record who passed it.
        var isOpen = report.State == GateState.Open || (ids.Count > 0 && report.Gates.All(gate => gate.State == GateState.Open || gate.Gate is not null));
        await context.WriteGateAsync(report, isOpen, ids.Count > 0 && isOpen ? $"critical, passed by {by}: {reason} ({string.Join(", ", ids)}); otherwise {report.Reason}" : null);
    }
}
