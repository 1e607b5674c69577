using System.Text.Json;
using SlaAgent.Core;
using SlaAgent.Core.Snapshots;
using SlaAgent.Ledger;
using SlaAgent.Ledger.Chain;

namespace SlaAgent.Hosting;

/// <summary>The small facts of calendar windows: <c>period/SLA</c> says, as JSON, which period is judged, and what the one before came to.</summary>
internal sealed class PeriodFacts
{
    private const string Prefix = "period/";

    private readonly Dictionary<string, PastPeriod> _known = new(StringComparer.Ordinal);

    /// <summary>What the ledger held when the process began; facts that make no sense are left out.</summary>
    public static IReadOnlyList<PastPeriod> Read(IReadOnlyDictionary<string, string> facts) =>
    [
        .. from fact in facts
           where fact.Key.StartsWith(Prefix, StringComparison.Ordinal)
           let period = Parse(fact.Value)
           where period is not null && period.Agreement == fact.Key[Prefix.Length..]
           select period,
    ];

    /// <summary>Knows what the ledger holds already.</summary>
    public void Adopt(Past past)
    {
        foreach (var period in past.Periods)
        {
            _known[period.Agreement] = period;
        }
    }

    /// <summary>What a snapshot says differently from the last one; a null value is a fact that is none any more.</summary>
    public IReadOnlyList<KeyValuePair<string, string?>> Changes(AgentSnapshot snapshot)
    {
        List<KeyValuePair<string, string?>>? changes = null;
        var shown = 0;
        foreach (var agreement in snapshot.Agreements.AsSpan())
        {
            if (agreement.Calendar is null)
            {
                continue;
            }

            shown++;
            if (!_known.TryGetValue(agreement.Name, out var known) || known.From != agreement.WindowFrom || known.Last != agreement.LastPeriod)
            {
                _known[agreement.Name] = known = new PastPeriod(agreement.Name, agreement.WindowFrom, agreement.LastPeriod);
                (changes ??= []).Add(new(Prefix + agreement.Name, JsonSerializer.Serialize(known, EvidenceJson.Default.PastPeriod)));
            }
        }

        if (_known.Count > shown)
        {
            foreach (var gone in _known.Keys.Except(snapshot.Agreements.Where(agreement => agreement.Calendar is not null).Select(agreement => agreement.Name)).ToList())
            {
                _known.Remove(gone);
                (changes ??= []).Add(new(Prefix + gone, null));
            }
        }

        return changes ?? (IReadOnlyList<KeyValuePair<string, string?>>)[];
    }

    private static PastPeriod? Parse(string json) => FactText.Read(json, EvidenceJson.Default.PastPeriod);
}
