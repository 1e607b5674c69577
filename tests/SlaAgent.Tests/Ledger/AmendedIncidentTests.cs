using SlaAgent.Core.Incidents;
using static SlaAgent.Tests.Ledger.LedgerFolder;

namespace SlaAgent.Tests.Ledger;

/// <summary>What is noted in an incident after its end is kept, and nobody is told of it again.</summary>
public sealed class AmendedIncidentTests
{
    private static Incident Ended(string id, int minute = 1, DateTimeOffset? closed = null) =>
        Incident(id, Morning.AddMinutes(minute)) with { Number = minute + 1, ClosedAt = closed, Timeline = [new(Morning, "first_bad", "\"closedAt\":")], Reasons = [new("http_5xx", 3)] };

    [Fact]
    public async Task What_is_known_of_it_is_read_as_it_was_written()
    {
        using var folder = new LedgerFolder();
        var incident = Ended("1") with { Priority = "P1", Grade = IncidentGrade.Critical, BudgetSpent = 1.5, Depth = 0.25, ClosedBy = "kim" };
        using (var ledger = folder.Open())
        {
            ledger.Enqueue(new() { Incidents = [incident] });
            Assert.True(await ledger.FlushAsync());
        }

        using var again = folder.Open();
        Assert.Equal([incident], again.Load().ClosedIncidents);
    }

    [Fact]
    public async Task A_closing_is_durable_and_neither_handed_on_nor_owed()
    {
        using var folder = new LedgerFolder();
        var told = new List<Incident>();
        var closed = Ended("1", closed: Morning.AddHours(1));
        using (var ledger = folder.Open())
        {
            ledger.HandOn = told.AddRange;
            ledger.Enqueue(new() { Incidents = [Ended("1")] });
            Assert.True(await ledger.FlushAsync());
            ledger.Enqueue(new() { TakenOver = ["1"] });
            ledger.Enqueue(new() { Amended = [closed] });
            Assert.True(await ledger.FlushAsync());
            Assert.Equal([Ended("1")], told);
        }

        using var again = folder.Open();
        var contents = again.Load();
        Assert.Equal([closed], contents.ClosedIncidents);
        Assert.Empty(contents.OwedIncidents);
    }

    [Fact]
    public async Task An_end_that_nobody_was_told_of_yet_is_told_with_the_closing()
    {
        using var folder = new LedgerFolder();
        var told = new List<Incident>();
        using var ledger = folder.Open();
        ledger.HandOn = told.AddRange;
        ledger.Enqueue(new() { Incidents = [Incident("1") with { Number = 2 }] });
        Assert.True(await ledger.FlushAsync());
        var closed = Ended("1", closed: Morning.AddHours(1));
        ledger.Enqueue(new() { Incidents = [Ended("1")], Amended = [closed] });
        Assert.True(await ledger.FlushAsync());
        Assert.Equal(["1", "1"], told.Select(incident => incident.Id));
        Assert.Equal(closed, told[1]);
        Assert.Equal(["1"], ledger.Load().NotTakenOver);
    }

    [Fact]
    public async Task One_that_is_not_closed_is_loaded_however_many_came_after_it()
    {
        using var folder = new LedgerFolder();
        using var ledger = folder.Open();
        ledger.Enqueue(new()
        {
            Incidents =
            [
                Ended("owed", 0), Incident("old", Morning), .. Enumerable.Range(1, 150).Select(n => Ended($"{n}", n, Morning.AddDays(1))),
            ],
        });
        Assert.True(await ledger.FlushAsync());
        var loaded = ledger.Load().ClosedIncidents.Select(incident => incident.Id).ToList();
        Assert.Equal([.. Enumerable.Range(51, 100).Reverse().Select(n => $"{n}"), "owed"], loaded);
    }
}
