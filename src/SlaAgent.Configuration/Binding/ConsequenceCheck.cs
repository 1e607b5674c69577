using SlaAgent.Configuration.Yaml;
using SlaAgent.Core.Contracts;

namespace SlaAgent.Configuration.Binding;

/// <summary>Checks consequences and exclusions, which this version does not run.</summary>
internal sealed class ConsequenceCheck(DocumentScope document, IReadOnlyList<string> receivers, AgreementScope scope)
{
    private static readonly NodePath s_path = DocumentScope.SpecPath.Key("consequences");

    public void Run(YamlMapping spec, IReadOnlyList<BoundObjective> objectives)
    {
        var names = objectives.Select(o => o.Name).OfType<string>().ToList();
        CheckExclusions(spec, names);
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

        CheckObjective(credits.Find("objective"), path.Key("objective"), objectives);
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

    private void CheckExclusions(YamlMapping spec, IReadOnlyCollection<string> names)
    {
        var path = DocumentScope.SpecPath.Key("exclusions");
        var items = spec.Items("exclusions");
        for (var i = 0; i < items.Count; i++)
        {
            if (items[i] is not YamlMapping map)
            {
                continue;
            }

            if (Values.Instants.TryParse(map.Text("from") ?? "", out var from) && Values.Instants.TryParse(map.Text("to") ?? "", out var to) && to <= from)
            {
                document.Error(map.PlaceOf("to"), path.Item(i).Key("to"), "not after from");
            }

            var references = map.Items("objectives");
            for (var j = 0; j < references.Count; j++)
            {
                CheckObjective(references[j], path.Item(i).Key("objectives").Item(j), names);
            }
        }
    }

    private void CheckObjective(YamlNode? reference, NodePath path, IReadOnlyCollection<string> names)
    {
        if (reference is YamlScalar name && name.Is(ScalarType.Text) && !names.Contains(name.Text, StringComparer.Ordinal))
        {
            document.Error(name.At, path, $"this SLA has no objective {Echo.Value(name)}; {NearestName.Hint(name.FromEnvironment ? "" : name.Text, names)}");
        }
    }
}
