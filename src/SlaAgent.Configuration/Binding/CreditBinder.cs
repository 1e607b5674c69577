using SlaAgent.Configuration.Values;
using SlaAgent.Configuration.Yaml;
using SlaAgent.Core.Contracts;

namespace SlaAgent.Configuration.Binding;

/// <summary>Credits to their contract.</summary>
internal sealed class CreditBinder(DocumentScope document, NodePath path)
{
    /// <summary>Binds the credits of consequences; null where there are none, or none that could be reckoned.</summary>
    public ServiceCredits? Bind(YamlMapping spec, YamlMapping consequences, IReadOnlyList<BoundObjective> objectives)
    {
        if (consequences.Entry("credits") is not { Value: YamlMapping credits } entry)
        {
            return null;
        }

        if (spec.Text("audience") != "external")
        {
            document.Error(entry.KeyAt, path, "an internal SLA has no credits; write audience: external");
        }

        if (spec.Mapping("window") is not { } window || !window.Has("calendar"))
        {
            document.Error(entry.KeyAt, path, "a rolling window has no period to give a fee back for; write window: { calendar: month }");
        }

        CheckObjective(credits, objectives);
        var fee = credits.Mapping("fee");
        return credits.Text("objective") is { } objective
            ? new()
            {
                Objective = objective,
                Tiers = Tiers(credits, path.Key("tiers")),
                Cap = credits.Ratio("cap"),
                Fee = fee.Decimal("amount"),
                Currency = fee.Text("currency"),
                MinimumAmount = credits.Decimal("minimumAmount") ?? 0m,
                ClaimWithin = credits.Duration("claimWithin"),
            }
            : null;
    }

    private void CheckObjective(YamlMapping credits, IReadOnlyList<BoundObjective> objectives)
    {
        ObjectiveNames.Check(document, credits.Find("objective"), path.Key("objective"), [.. objectives.Select(o => o.Name).OfType<string>()]);
        if (objectives.FirstOrDefault(o => o.Name == credits.Text("objective"))?.Objective?.Indicator is Indicator.Accuracy)
        {
            document.Error(credits.PlaceOf("objective"), path.Key("objective"), "a score is no share of what was good, which is what tiers are of; name an objective of availability, latency or throughput");
        }
    }

    private EquatableArray<CreditTier> Tiers(YamlMapping credits, NodePath tiersPath)
    {
        var tiers = new List<CreditTier>();
        var items = credits.Items("tiers");
        for (var i = 0; i < items.Count; i++)
        {
            if (items[i] is not YamlMapping map || map.Ratio("below") is not { } below || map.Ratio("credit") is not { } credit)
            {
                continue;
            }

            if (tiers.Exists(tier => tier.Below == below))
            {
                document.Error(map.PlaceOf("below"), tiersPath.Item(i).Key("below"), "a tier below the same ratio is already there");
            }
            else if (tiers.Find(tier => (tier.Below < below) != (tier.Credit > credit) && tier.Credit != credit) is { } other)
            {
                document.Error(map.PlaceOf("credit"), tiersPath.Item(i).Key("credit"), $"below {Ratios.Format(other.Below)} it is {Ratios.Format(other.Credit)}: less would be given back for more that went wrong");
            }

            tiers.Add(new(below, credit));
        }

        return [.. tiers.OrderBy(tier => tier.Below)];
    }
}
