using SlaAgent.Configuration.Yaml;
using SlaAgent.Core.Contracts;
using SlaAgent.Core.Objectives;

namespace SlaAgent.Configuration.Binding;

/// <summary>What an agreement says about its alerts.</summary>
internal sealed class AlertingBinder(DocumentScope document, IReadOnlyList<string> receivers, AgreementScope scope)
{
    private static readonly NodePath s_path = DocumentScope.SpecPath.Key("alerting");

    public Alerting Bind(YamlMapping spec, IReadOnlyList<BoundObjective> objectives, TimeSpan window)
    {
        if (spec.Mapping("alerting") is not { } map)
        {
            return new();
        }

        var names = new ReceiverNames(document, receivers);
        var to = map.Mapping("receivers");
        names.Check(to, "page", s_path.Key("receivers"));
        names.Check(to, "ticket", s_path.Key("receivers"));
        CheckEscalation(map, names);
        var told = new Alerting { PageReceivers = Chosen(to, "page"), TicketReceivers = Chosen(to, "ticket") };
        return told with
        {
            BurnRates = map.Has("burnRates") ? [.. BurnRates(map, objectives, window)] : null,
            Labels = map.Labels("labels"),
            Annotations = map.Labels("annotations"),
            Escalation = [.. Escalation(map, told).OrderBy(step => step.After)],
        };
    }

    private static EquatableArray<string>? Chosen(YamlMapping? to, string key) =>
        to is not null && to.Has(key) ? [.. to.Texts(key)] : null;

    private void CheckEscalation(YamlMapping map, ReceiverNames names)
    {
        var path = s_path.Key("escalation");
        if (map.Entry("escalation") is { } entry && scope == AgreementScope.Replica)
        {
            document.Error(entry.KeyAt, path, "an SLA of scope replica has no escalation; write it in an SLA of scope service or fleet");
        }

        var items = map.Items("escalation");
        for (var i = 0; i < items.Count; i++)
        {
            names.Check(items[i] as YamlMapping, "receivers", path.Item(i));
        }
    }

    private List<EscalationStep> Escalation(YamlMapping map, Alerting told)
    {
        var steps = new List<EscalationStep>();
        var items = map.Items("escalation");
        for (var i = 0; i < items.Count; i++)
        {
            if (items[i] is YamlMapping row && row.Duration("after") is { } after)
            {
                steps.Add(new(after, [.. row.Texts("receivers")]));
                var knowing = steps[^1].Receivers.Where(name => receivers.Contains(name, StringComparer.Ordinal) && Knows(told.PageReceivers, name) && Knows(told.TicketReceivers, name)).ToList();
                if (knowing.Count > 0)
                {
                    document.Warn(row.At, s_path.Key("escalation").Item(i), $"tells {string.Join(", ", knowing)} nothing new: every alert goes there from the start; name the others under receivers.page and receivers.ticket");
                }
            }
        }

        return steps;
    }

    private static bool Knows(EquatableArray<string>? receivers, string name) => receivers is not { } names || names.Contains(name);

    private List<BurnRateRule> BurnRates(YamlMapping map, IReadOnlyList<BoundObjective> objectives, TimeSpan window)
    {
        var rules = new List<BurnRateRule>();
        var items = map.Items("burnRates");
        for (var i = 0; i < items.Count; i++)
        {
            if (items[i] is YamlMapping row && Rule(row) is { } rule)
            {
                CheckRule(rule, row, s_path.Key("burnRates").Item(i), objectives, window);
                rules.Add(rule);
            }
        }

        return rules;
    }

    private static BurnRateRule? Rule(YamlMapping row) =>
        row.Text("severity") is { } severity && row.Decimal("factor") is { } factor && row.Duration("long") is { } longWindow && row.Duration("short") is { } shortWindow
            ? new(severity == "ticket" ? AlertSeverity.Ticket : AlertSeverity.Page, factor, longWindow, shortWindow)
            : null;

    private void CheckRule(BurnRateRule rule, YamlMapping row, NodePath path, IReadOnlyList<BoundObjective> objectives, TimeSpan window)
    {
        // Scores burn no budget.
        var known = objectives.Where(o => o is { Objective: not null, Source: not null } && o.Objective.Indicator is not Indicator.Accuracy).ToList();
        var problems = known.Select(o => (o.Name, Text: Problem(rule, o, window))).Where(p => p.Text is not null).ToList();
        if (problems.Count == 0)
        {
            return;
        }

        if (problems.Count == known.Count)
        {
            document.Error(row.At, path, $"can never fire: {problems[0].Text}");
            return;
        }

        document.Warn(row.At, path, $"is left out for {string.Join(", ", problems.Select(p => p.Name))}: {problems[0].Text}");
    }
    private static string? Problem(BurnRateRule rule, BoundObjective objective, TimeSpan window) => BurnRateRules.Problem(
        rule, window, objective.Objective!.Target, BurnRateRules.EventInterval(objective.Objective, objective.Source!));
}
