using SlaAgent.Configuration.Yaml;
using SlaAgent.Core.Contracts;

namespace SlaAgent.Configuration.Binding;

/// <summary>What follows from a breach, to its contract.</summary>
internal sealed class ConsequenceBinder(DocumentScope document, IReadOnlyList<string> receivers, AgreementScope scope)
{
    private static readonly NodePath s_path = DocumentScope.SpecPath.Key("consequences");

    public BreachConsequences? Bind(YamlMapping spec, IReadOnlyList<BoundObjective> objectives)
    {
        if (spec.Entry("consequences") is not { Value: YamlMapping map } entry)
        {
            return null;
        }

        if (scope == AgreementScope.Replica)
        {
            document.Error(entry.KeyAt, s_path, "an SLA of scope replica has no consequences; write them in an SLA of scope service or fleet");
        }

        new ReceiverNames(document, receivers).Check(map.Mapping("communication"), "receivers", s_path.Key("communication"));
        CheckReopening(map);
        return new()
        {
            Priority = map.Text("priority"),
            Freeze = map.Flag("freeze"),
            Reopen = map.Text("reopen") == "postmortem" ? GateReopening.Postmortem : GateReopening.Recovered,
            Communication = Statement(map.Mapping("communication")),
            Postmortem = map.Mapping("postmortem").Duration("within"),
            Remediation = map.Mapping("remediation").Duration("within"),
            Review = Review(map.Mapping("review")),
            Credits = new CreditBinder(document, s_path.Key("credits")).Bind(spec, map, objectives),
        };
    }

    private static OwedStatement? Statement(YamlMapping? map) =>
        map.Duration("within") is { } within ? new(within, [.. map.Texts("receivers")]) : null;

    private static ReviewRule? Review(YamlMapping? map) =>
        map.Integer("breaches") is { } breaches && map.Duration("within") is { } within ? new(breaches, within, map.Text("of") == "objective") : null;

    private void CheckReopening(YamlMapping map)
    {
        var path = s_path.Key("reopen");
        if (map.Entry("reopen") is not { } entry)
        {
            return;
        }

        if (map.Text("reopen") == "postmortem" && !map.Has("postmortem"))
        {
            document.Error(entry.KeyAt, path, "nobody owes a post-mortem, and the gate would never open again; write postmortem: { within: 5d }");
        }

        if (!map.Flag("freeze"))
        {
            document.Warn(entry.KeyAt, path, "says nothing: a breach does not close the gate; write freeze: true");
        }
    }
}
