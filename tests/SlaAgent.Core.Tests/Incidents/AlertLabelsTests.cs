using SlaAgent.Core.Contracts;
using SlaAgent.Core.Incidents;
using static SlaAgent.Core.Tests.Scenario;

namespace SlaAgent.Core.Tests.Incidents;

public sealed class AlertLabelsTests
{
    private static readonly AgentSettings Agent = new() { Labels = LabelSet.From([new("cluster", "eu"), new("service", "forged")]) };
    private static readonly JudgeContext Sidecar = new(AgentPosition.Sidecar, "prod", "chat-0");

    [Fact]
    public void An_objectives_alert_is_told_apart_by_these_labels_and_no_others()
    {
        var agreement = Agreement(Availability(0.999m), null, AgreementScope.Replica) with { Alerting = new Alerting { Labels = LabelSet.From([new("runbook", "r1")]) } };
        var labels = AlertLabels.OfObjective(AlertLabels.Burn, AlertSeverity.Ticket, agreement, "availability", Agent, Sidecar);
        Assert.Equal(
            "alertname=SlaErrorBudgetBurn audience=internal cluster=eu namespace=prod objective=availability replica=chat-0 runbook=r1 service=chat severity=ticket sla=gold",
            Text(labels));
    }

    [Fact]
    public void An_agreement_for_the_whole_service_names_no_replica() =>
        Assert.Null(AlertLabels.OfObjective(AlertLabels.Breached, AlertSeverity.Page, Agreement(Availability(0.999m)), "availability", Agent, Sidecar).Find("replica"));

    [Fact]
    public void A_services_alert_names_the_replica_in_a_sidecar_only()
    {
        var service = Configure(Agreement(Availability(0.999m))).Services[0] with { Labels = LabelSet.From([new("app.kubernetes.io/team", "nlp")]) };
        Assert.Equal(
            "alertname=ModelServerDown app_kubernetes_io_team=nlp cluster=eu namespace=prod replica=chat-0 service=chat severity=page",
            Text(AlertLabels.OfService(AlertLabels.Down, service, Agent, Sidecar)));
        Assert.Null(AlertLabels.OfService(AlertLabels.Down, service, Agent, new JudgeContext(AgentPosition.Outside, "prod", "chat-0")).Find("replica"));
    }

    private static string Text(LabelSet labels) => string.Join(' ', labels.Pairs.Select(pair => $"{pair.Key}={pair.Value}"));
}
