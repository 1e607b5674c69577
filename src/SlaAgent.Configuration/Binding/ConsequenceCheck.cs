using SlaAgent.Configuration.Yaml;
using SlaAgent.Core.Contracts;

namespace SlaAgent.Configuration.Binding;

/// <summary>Checks consequences, which this version does not run.</summary>
internal sealed class ConsequenceCheck(DocumentScope document, IReadOnlyList<string> receivers, AgreementScope scope)
{
    private static readonly NodePath s_path = DocumentScope.SpecPath.Key("consequences");

    public void Run(YamlMapping spec, IReadOnlyList<BoundObjective> objectives)
    {
        var names = objectives.Select(o => o.Name).OfType<string>().ToList();
        if (spec.Entry("consequences") is not { Value: YamlMapping map } entry)
        {
            return;
        }

        if (scope == AgreementScope.Replica)
        {
            document.Error(entry.KeyAt, s_path, "an SLA of scope replica has no consequences; write them in an SLA of scope service or fleet");
        }

        new ReceiverNames(document, receivers).Check(map.Mapping("communication"), "receivers", s_path.Key("communication"));
        CheckCredits(spec, map, names);
    }

    private void CheckCredits(YamlMapping spec, YamlMapping map, IReadOnlyCollection<string> objectives)
    {
        var path = s_path.Key("credits");
        if (map.Entry("credits") is not { Value: YamlMapping credits } entry)
        {
            return;
        }

        if (spec.Text("audience") != "external")
        {
            document.Error(entry.KeyAt, path, "an internal SLA has no credits; write audience: external");
        }

        if (spec.Mapping("window") is not { } window || !window.Has("calendar"))
        {
            document.Error(entry.KeyAt, path, "a rolling window has no period to give a fee back for; write window: { calendar: month }");
        }

        ObjectiveNames.Check(document, credits.Find("objective"), path.Key("objective"), objectives);
        CheckTiers(credits, path.Key("tiers"));
    }

    private void CheckTiers(YamlMapping credits, NodePath path)
    {
        var seen = new HashSet<decimal>();
        var items = credits.Items("tiers");
        for (var i = 0; i < items.Count; i++)
        {
            if (items[i] is YamlMapping tier && tier.Ratio("below") is { } below && !seen.Add(below))
            {
                document.Error(tier.PlaceOf("below"), path.Item(i).Key("below"), "a tier below the same ratio is already there");
            }
        }
    }
}
