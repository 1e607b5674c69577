using SlaAgent.Core.Contracts;
using SlaAgent.Hosting;

namespace SlaAgent.Exclusions;

/// <summary>Whether an evaluation is not to be run now: a model that is being trained again is not to be asked a whole data set for results that count for nothing.</summary>
internal static class HeldBackEvaluation
{
    /// <summary>Why not; null where it is to be run: nothing judges it, or the present time counts for at least one objective that does.</summary>
    public static string? Because(AgentState.View? view, string service, string probe)
    {
        string? because = null;
        foreach (var agreement in view?.Configuration.Agreements ?? [])
        {
            foreach (var objective in agreement.Objectives.Where(objective => agreement.Service == service && objective.Indicator is Indicator.Accuracy && objective.Indicator.Probe == probe))
            {
                var excluded = view!.Snapshot.Excluded.FirstOrDefault(excluded => excluded.Agreement == agreement.Name && excluded.Objective == objective.Name);
                if (excluded is null)
                {
                    return null;
                }

                because ??= $"excluded: {excluded.Because}";
            }
        }

        return because;
    }
}
