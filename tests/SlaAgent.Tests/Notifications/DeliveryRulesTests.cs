using SlaAgent.Core.Contracts;
using SlaAgent.Ledger;
using SlaAgent.Notifications;
using static SlaAgent.Tests.Ledger.LedgerFolder;

namespace SlaAgent.Tests.Notifications;

public sealed class DeliveryRulesTests
{
    private static readonly DeliveryOptions Options = new();
    private static readonly ReceiverManner Alertmanager = new(TimeSpan.FromSeconds(45));
    private static readonly DeliveryRecord New = new(new("r", "a", "i"));
    private static readonly DateTimeOffset Sent = Morning.AddMinutes(2);

    [Fact]
    public void Firing_is_due_at_once_and_then_every_minute()
    {
        Assert.Equal((Transition.Firing, DateTimeOffset.MinValue), DeliveryRules.Next(Incident("i"), New, Alertmanager, Options));
        Assert.Equal((Transition.Firing, Sent.AddMinutes(1)), DeliveryRules.Next(Incident("i"), New with { FiringAccepted = Morning, LastSent = Sent }, Alertmanager, Options));
    }

    [Fact]
    public void A_breach_that_has_ended_is_first_due_as_firing()
    {
        var ended = Incident("i", Morning.AddMinutes(1));
        Assert.Equal((Transition.Firing, DateTimeOffset.MinValue), DeliveryRules.Next(ended, New, Alertmanager, Options));
        Assert.Equal((Transition.Resolved, Sent.AddSeconds(45)), DeliveryRules.Next(ended, New with { FiringAccepted = Sent, LastSent = Sent }, Alertmanager, Options));
    }

    [Fact]
    public void Resolved_is_sent_again_for_fifteen_minutes()
    {
        var ended = Incident("i", Morning.AddMinutes(1));
        var resolved = New with { FiringAccepted = Morning, ResolvedAccepted = Sent, LastSent = Sent.AddMinutes(14) };
        Assert.Equal((Transition.Resolved, Sent.AddMinutes(15)), DeliveryRules.Next(ended, resolved, Alertmanager, Options));
        Assert.Null(DeliveryRules.Next(ended, resolved with { LastSent = Sent.AddMinutes(15) }, Alertmanager, Options));
    }

    [Fact]
    public void A_webhook_is_told_nothing_twice()
    {
        Assert.Null(DeliveryRules.Next(Incident("i"), New with { FiringAccepted = Morning }, default, Options));
        Assert.Equal(Transition.Resolved, DeliveryRules.Next(Incident("i", Sent), New with { FiringAccepted = Morning }, default, Options)?.Transition);
        Assert.Null(DeliveryRules.Next(Incident("i", Sent), New with { FiringAccepted = Morning, ResolvedAccepted = Sent }, default, Options));
    }

    [Fact]
    public void One_of_several_agents_never_sends_resolved()
    {
        var ended = Incident("i", Morning.AddMinutes(1));
        Assert.Null(DeliveryRules.Next(ended, New with { FiringAccepted = Morning, LastSent = Morning }, Alertmanager, Options with { Ha = true }));
        Assert.False(DeliveryRules.IsOwed(ended, New with { FiringAccepted = Morning }, Alertmanager, Options with { Ha = true }));
    }

    [Fact]
    public void A_statement_is_one_message_where_people_read_it_and_begins_and_ends_elsewhere()
    {
        var statement = Incident("i", Morning) with { Labels = LabelSet.From([new("alertname", "SlaStatement")]) };
        var chat = ReceiverManner.Of(new Receiver.Slack("room", "/hook"));
        Assert.Equal(Transition.Firing, DeliveryRules.Next(statement, New, chat, Options)?.Transition);
        Assert.Null(DeliveryRules.Next(statement, New with { FiringAccepted = Morning }, chat, Options));
        Assert.False(DeliveryRules.IsOwed(statement, New with { FiringAccepted = Morning }, chat, Options));
        Assert.Equal(Transition.Resolved, DeliveryRules.Next(statement, New with { FiringAccepted = Morning }, default, Options)?.Transition);
        Assert.Equal(Transition.Resolved, DeliveryRules.Next(Incident("i", Morning), New with { FiringAccepted = Morning }, chat, Options)?.Transition);
    }

    [Fact]
    public void What_was_rejected_is_not_sent_again() =>
        Assert.Null(DeliveryRules.Next(Incident("i"), New with { Rejected = "status 400" }, Alertmanager, Options));

    [Fact]
    public void An_acknowledgement_is_told_after_firing_and_before_the_end_to_who_hears_it()
    {
        var taken = Incident("i", Sent) with { Acknowledgement = new("kim", null, Morning.AddMinutes(1)) };
        var hears = new ReceiverManner(HearsAcknowledgement: true);
        Assert.Equal(Transition.Firing, DeliveryRules.Next(taken, New, hears, Options)?.Transition);
        Assert.Equal(Transition.Acknowledged, DeliveryRules.Next(taken, New with { FiringAccepted = Morning }, hears, Options)?.Transition);
        Assert.Equal(Morning.AddMinutes(1), DeliveryRules.OwedSince(taken, New with { FiringAccepted = Morning }, hears, Options));
        Assert.Equal(Transition.Resolved, DeliveryRules.Next(taken, New with { FiringAccepted = Morning, AcknowledgedAccepted = Morning }, hears, Options)?.Transition);
        Assert.Equal(Transition.Resolved, DeliveryRules.Next(taken, New with { FiringAccepted = Morning }, default, Options)?.Transition);
    }
}
