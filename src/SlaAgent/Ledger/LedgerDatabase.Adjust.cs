using System.Text.Json;
using SlaAgent.Core.Adjustments;
using SlaAgent.Core.Evidence;

namespace SlaAgent.Ledger;

/// <summary>Excluding time after the fact: the counts, what is on the record of it, and that it was done, in one transaction.</summary>
internal sealed partial class LedgerDatabase
{
    /// <summary>What the key of a fact begins with that says that an adjustment was made.</summary>
    public const string AdjustmentPrefix = "adjustment/";

    /// <summary>Makes an adjustment, or finds that it cannot be made and changes nothing.</summary>
    /// <param name="plan">The adjustment.</param>
    /// <param name="now">When it goes on the record.</param>
    /// <param name="decided">Told what comes of it, before that is on disk.</param>
    public void Adjust(AdjustmentPlan plan, DateTimeOffset now, Action<AdjustmentOutcome> decided)
    {
        Synchronous("FULL");
        InTransaction(() =>
        {
            var outcome = AdjustmentOutcome.Of(plan, [.. plan.Targets.Select(_slots.Find)]);
            if (outcome.Done is { } made)
            {
                _slots.Waive(outcome.Taken);
                _statements.Run("INSERT OR REPLACE INTO facts(key, value) VALUES($1, $2)", AdjustmentPrefix + made.Id, JsonSerializer.Serialize(made, LedgerJson.Default.PastAdjustment));
                Append([new EvidenceItem.Adjusted(outcome.Evidence!)], now);
            }

            decided(outcome);
            return outcome.Taken.Count;
        });
    }

    /// <summary>Whether an adjustment was made.</summary>
    public bool HasAdjustment(string id) => _statements.Number("SELECT count(*) FROM facts WHERE key = $1", AdjustmentPrefix + id) > 0;
}
