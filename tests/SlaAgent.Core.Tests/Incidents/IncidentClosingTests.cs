using SlaAgent.Core.Contracts;
using SlaAgent.Core.Incidents;

namespace SlaAgent.Core.Tests.Incidents;

/// <summary>What has ended is closed when nothing is owed for it, or by hand; until then it is not forgotten.</summary>
public sealed class IncidentClosingTests
{
    private static readonly DateTimeOffset Start = Scenario.Beginning;

    private readonly IncidentBook _book = new();

    private Incident Ended(int n)
    {
        var at = Start.AddMinutes(n);
        var open = _book.Open(LabelSet.From([new("alertname", "SlaBreached"), new("n", $"{n}")]), LabelSet.Empty, AlertSeverity.Page, at, at, null);
        _book.End(open, at.AddSeconds(30), null);
        return _book.FindEnded(open.Id)!;
    }

    [Fact]
    public void What_is_owed_something_is_resolved_until_it_is_not()
    {
        var incident = Ended(1);
        _book.TakeChanges();
        _book.CloseSettled(id => id == incident.Id, Start.AddHours(1));
        Assert.True(_book.FindEnded(incident.Id)!.IsResolved);
        Assert.Empty(_book.TakeChanges());
        _book.CloseSettled(_ => false, Start.AddHours(2));
        var closed = _book.FindEnded(incident.Id)!;
        Assert.Equal((Start.AddHours(2), null, IncidentEventKinds.Closed), (closed.ClosedAt, closed.ClosedBy, closed.Timeline[^1].Kind));

        // Receivers were told of the end before: this is for the store, and tells nobody.
        Assert.Empty(_book.TakeChanges());
        Assert.Equal([closed], _book.TakeAmended());
        Assert.Empty(_book.TakeAmended());
    }

    [Fact]
    public void What_could_not_be_kept_is_resolved_again()
    {
        var incident = Ended(1);
        var closed = _book.Close(incident, "kim", "all done", Start.AddHours(1));
        Assert.Equal(("kim", "kim closed it: all done"), (closed.ClosedBy, closed.Timeline[^1].Text));
        _book.Reopen(closed);
        Assert.Equal(incident, _book.FindEnded(incident.Id));
    }

    [Fact]
    public void Hundreds_that_are_closed_do_not_push_out_one_that_is_owed_something()
    {
        var owed = Ended(0);
        for (var n = 1; n <= 300; n++)
        {
            Ended(n);
            _book.CloseSettled(id => id == owed.Id, Start.AddMinutes(n + 1));
        }

        Assert.Equal(101, _book.Show().Count);
        Assert.True(_book.FindEnded(owed.Id)!.IsResolved);
        Assert.Equal(Start.AddMinutes(200).AddSeconds(30), _book.ForgottenTo);
        Assert.Equal(301, _book.LastNumber);
        Assert.Equal(301, _book.TakeMoved().Count);
    }

    [Fact]
    public void One_from_before_incidents_were_closed_is_over_and_stays_as_it_is()
    {
        var old = new Incident { Id = "old", Labels = LabelSet.Empty, Annotations = LabelSet.Empty, Severity = AlertSeverity.Page, StartedAt = Start, EndedAt = Start };
        _book.Remember(old);
        _book.CloseSettled(_ => false, Start.AddHours(1));
        Assert.Equal([old], _book.Show());
        Assert.Empty(_book.TakeAmended());
        Assert.Null(_book.ForgottenTo);
    }

    [Fact]
    public void People_may_call_it_by_number_or_by_a_beginning_that_no_other_has()
    {
        var (one, two) = (Ended(1), Ended(2));
        Assert.Equal(one, _book.FindEnded("1"));
        Assert.Equal(two, _book.FindEnded("#2"));
        Assert.Equal(two, _book.FindEnded(two.Id[..8]));
        Assert.Null(_book.FindEnded("3"));
        Assert.Null(_book.FindEnded("none"));
        Assert.Null(_book.FindEnded(""));
        Incident[] alike = [one with { Id = "abcd1" }, two with { Id = "abcd2" }];
        Assert.Equal(2, IncidentKey.Matches(alike, "abcd").Count);
        Assert.Equal(alike[1], IncidentKey.Matches(alike, "abcd2").Single());
        Assert.Empty(IncidentKey.Matches(alike, "abc"));
    }

    [Fact]
    public void Of_what_opens_changes_and_ends_between_two_looks_both_are_told_once()
    {
        var open = _book.Open(LabelSet.From([new("alertname", "SlaBreached")]), LabelSet.Empty, AlertSeverity.Page, Start, Start, null);
        open = _book.Annotate(open, LabelSet.From([new("summary", "worse")]));
        _book.End(open, Start.AddMinutes(1), null);
        _book.CloseSettled(_ => false, Start.AddMinutes(2));
        var changes = _book.TakeChanges();
        Assert.Equal([(true, "worse"), (false, "worse")], changes.Select(change => (change.IsOpen, change.Annotations.Find("summary"))));
        Assert.NotNull(changes[1].ClosedAt);
        Assert.Empty(_book.TakeAmended());
        Assert.Equal([changes[1]], _book.TakeMoved());
    }
}
