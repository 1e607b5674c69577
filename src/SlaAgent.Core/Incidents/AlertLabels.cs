using System.Text;
using SlaAgent.Core.Consequences;
using SlaAgent.Core.Contracts;

namespace SlaAgent.Core.Incidents;

/// <summary>The labels of alerts. They are the identity, so nothing that changes is in them; what the user adds never replaces the fixed ones.</summary>
internal static class AlertLabels
{
    public const string Down = "ModelServerDown";
    public const string Hung = "ModelServerHungBehindHealth";
    public const string Burn = "SlaErrorBudgetBurn";
    public const string Breached = "SlaBreached";
    public const string AtRisk = "SlaAccuracyAtRisk";
    public const string Missing = "SlaMeasurementMissing";
    public const string PauseOverrun = "SlaPauseOverrun";
    public const string ObligationDue = "SlaObligationDue";
    public const string ObligationOverdue = "SlaObligationOverdue";
    public const string ReviewDue = "SlaArchitectureReviewDue";
    public const string Statement = "SlaStatement";
    public const string Watchdog = "SlaAgentWatchdog";

    /// <summary>The label that says which pause an alert is about.</summary>
    public const string PauseId = "pause";

    /// <summary>The label that says what of all that is owed an alert is about.</summary>
    public const string ObligationId = "obligation";

    /// <summary>The name of a severity in labels.</summary>
    public static string Name(AlertSeverity severity) => severity == AlertSeverity.Page ? "page" : "ticket";

    public static LabelSet OfObjective(
        string alert, AlertSeverity severity, ServiceLevelAgreement agreement, string objective, AgentSettings agent, JudgeContext context)
    {
        var labels = OfAgreement(alert, severity, agreement, agent);
        labels["objective"] = objective;
        return End(labels, context, agreement.Scope == AgreementScope.Replica);
    }

    public static LabelSet OfPause(string pause, ServiceLevelAgreement agreement, AgentSettings agent, JudgeContext context)
    {
        var labels = OfAgreement(PauseOverrun, AlertSeverity.Ticket, agreement, agent);
        labels[PauseId] = pause;
        return End(labels, context, agreement.Scope == AgreementScope.Replica);
    }

    /// <summary>Of something that is owed, also for an agreement (null) that is not in force any more.</summary>
    public static LabelSet OfObligation(string alert, Obligation owed, ServiceLevelAgreement? agreement, AgentSettings agent, JudgeContext context)
    {
        var labels = agreement is null ? Begin(agent.Labels) : OfAgreement(alert, AlertSeverity.Ticket, agreement, agent);
        labels["alertname"] = alert;
        labels["sla"] = owed.Agreement;
        labels["severity"] = Name(AlertSeverity.Ticket);
        labels["kind"] = owed.Kind.Name();
        labels[ObligationId] = owed.Id;
        if (owed.Objective is { } objective)
        {
            labels["objective"] = objective;
        }

        return End(labels, context, isOfReplica: false);
    }

    public static LabelSet OfService(string alert, ModelService service, AgentSettings agent, JudgeContext context)
    {
        var labels = Begin(agent.Labels, service.Labels);
        labels["alertname"] = alert;
        labels["service"] = service.Name;
        labels["severity"] = Name(AlertSeverity.Page);
        return End(labels, context, context.Position == AgentPosition.Sidecar);
    }

    public static LabelSet OfAgent(string alert, AgentSettings agent, JudgeContext context)
    {
        var labels = Begin(agent.Labels);
        labels["alertname"] = alert;
        labels["severity"] = Name(AlertSeverity.Ticket);
        return End(labels, context, context.Position == AgentPosition.Sidecar);
    }

    private static Dictionary<string, string> OfAgreement(string alert, AlertSeverity severity, ServiceLevelAgreement agreement, AgentSettings agent)
    {
        var labels = Begin(agent.Labels, agreement.Labels, agreement.Alerting.Labels);
        labels["alertname"] = alert;
        labels["sla"] = agreement.Name;
        labels["audience"] = agreement.Audience == Audience.External ? "external" : "internal";
        labels["service"] = agreement.Service;
        labels["severity"] = Name(severity);
        return labels;
    }

    private static Dictionary<string, string> Begin(params ReadOnlySpan<LabelSet> configured)
    {
        var labels = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var set in configured)
        {
            foreach (var (name, value) in set.Pairs)
            {
                labels[Valid(name)] = value;
            }
        }

        return labels;
    }

    private static LabelSet End(Dictionary<string, string> labels, JudgeContext context, bool isOfReplica)
    {
        if (context.Namespace is { Length: > 0 } space)
        {
            labels["namespace"] = space;
        }

        if (isOfReplica && context.Replica is { Length: > 0 } replica)
        {
            labels["replica"] = replica;
        }

        return LabelSet.From(labels);
    }

    // Alertmanager refuses an alert with any other label name, and with it nobody is told.
    private static string Valid(string name)
    {
        var valid = new StringBuilder(name.Length + 1);
        foreach (var character in name)
        {
            valid.Append(char.IsAsciiLetterOrDigit(character) || character == '_' ? character : '_');
        }

        return valid.Length == 0 || char.IsAsciiDigit(valid[0]) ? "_" + valid : valid.ToString();
    }
}
