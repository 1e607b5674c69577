using System.Text;
using System.Text.Json;
using SlaAgent.Core.Contracts;
using SlaAgent.Core.Incidents;
using SlaAgent.Notifications;
using static SlaAgent.Tests.Ledger.LedgerFolder;

namespace SlaAgent.Tests.Notifications;

public sealed class AlertTextTests
{
    [Theory]
    [InlineData("a.b", "a_b")]
    [InlineData("9lives", "_9lives")]
    [InlineData("größe", "gr__e")]
    [InlineData("fine_1", "fine_1")]
    public void Names_are_made_legal(string name, string expected) =>
        Assert.Equal(expected, Assert.Single(AlertText.Labels(LabelSet.From([new(name, "x")])).Pairs).Key);

    [Fact]
    public void Empty_labels_are_left_out() =>
        Assert.Equal(LabelSet.Empty, AlertText.Labels(LabelSet.From([new("a", ""), new("b", "\u0007")])));

    [Fact]
    public void Control_characters_direction_marks_and_broken_surrogates_do_not_get_through()
    {
        var value = AlertText.Annotations(LabelSet.From([new("a", "x\u0000y\u202Ez\ud800\n{{ .Boom }}\u001b[31m")])).Find("a");
        Assert.Equal("xyz\uFFFD\n{{ .Boom }}[31m", value);
    }

    [Fact]
    public void A_megabyte_is_truncated_between_characters()
    {
        var value = AlertText.Annotations(LabelSet.From([new("a", string.Concat(Enumerable.Repeat("🙂", 300_000)))])).Find("a")!;
        Assert.InRange(Encoding.UTF8.GetByteCount(value), AlertText.LongestAnnotation - 4, AlertText.LongestAnnotation);
        Assert.EndsWith("🙂…", value, StringComparison.Ordinal);
    }

    [Fact]
    public void Number_priority_and_grade_of_an_incident_are_annotations_and_never_labels()
    {
        var incident = Incident("i") with { Number = 7, Priority = "P1", Grade = IncidentGrade.Critical };
        var told = AlertText.Annotations(incident, "oncall");
        Assert.Equal(("7", "P1", "critical"), (told.Find("incident_number"), told.Find("priority"), told.Find("grade")));
        Assert.Equal(AlertText.Labels(Incident("i").Labels), AlertText.Labels(incident.Labels));

        var plain = AlertText.Annotations(Incident("i"), "oncall");
        Assert.DoesNotContain(plain.Pairs, pair => pair.Key is "incident_number" or "priority" or "grade");
    }

    // From the Prometheus common library: the fingerprint of no labels is FNV-1a's offset.
    [Fact]
    public void The_fingerprint_of_no_labels_is_the_offset() => Assert.Equal("cbf29ce484222325", Fingerprint.Of(LabelSet.Empty));

    [Fact]
    public void A_firing_alert_ends_four_minutes_ahead_and_an_end_is_never_before_its_start()
    {
        var late = Incident("i", Morning.AddHours(-1));
        using var json = JsonDocument.Parse(AlertJson.ForAlertmanager([new(late, Transition.Firing), new(late, Transition.Resolved)], "am", Morning.AddMinutes(9), new DeliveryOptions()));
        Assert.Equal(["2026-09-01T08:13:00.000Z", "2026-09-01T08:00:00.000Z"], json.RootElement.EnumerateArray().Select(alert => alert.GetProperty("endsAt").GetString()));
        Assert.All(json.RootElement.EnumerateArray(), alert => Assert.Equal("2026-09-01T08:00:00.000Z", alert.GetProperty("startsAt").GetString()));
    }
}
