using Microsoft.Extensions.Time.Testing;
using SlaAgent.Core.Evidence;
using SlaAgent.Core.Incidents;
using SlaAgent.Ledger.Chain;
using static SlaAgent.Tests.Ledger.LedgerFolder;

namespace SlaAgent.Tests.Ledger;

public sealed class LedgerDiskTests
{
    [Fact]
    public async Task Without_a_folder_the_agent_goes_on_in_memory_and_recovers_by_itself()
    {
        using var folder = new LedgerFolder();
        await File.WriteAllTextAsync(folder.Path, "in the way of the folder", TestContext.Current.CancellationToken);
        using var ledger = folder.Open();
        Assert.True(ledger.Degraded);
        var handedOn = new List<Incident>();
        ledger.HandOn = handedOn.AddRange;
        ledger.Enqueue(new() { Slots = [Slot("a", Morning, 1)], Incidents = [Incident("1")], Evaluations = [Run("golden", Morning)] });
        Assert.False(await ledger.FlushAsync());
        Assert.False(await ledger.HasEvaluationAsync("a", "golden", Morning));
        Assert.Equal([Incident("1")], handedOn);
        Assert.True(ledger.Errors > 0);
        Assert.Empty(ledger.Load().OpenIncidents);

        File.Delete(folder.Path);
        ledger.Enqueue(new() { Slots = [Slot("a", Morning, 2)] });
        await Eventually.True(() => !ledger.Degraded, "recovered");
        Assert.True(await ledger.FlushAsync());
        Assert.Equal(3, Assert.Single(ledger.Load().Slots["a"]).Good);
        Assert.Equal([Incident("1")], ledger.Load().OpenIncidents);
        Assert.Equal([Run("golden", Morning)], ledger.Load().Evaluations);
        Assert.True(await ledger.HasEvaluationAsync("a", "golden", Morning));
        Assert.Single(handedOn);
    }

    [Fact]
    public async Task A_full_disk_costs_nothing_once_there_is_room()
    {
        using var folder = new LedgerFolder();
        using var disk = new SmallDisk(folder.Path);
        using var ledger = folder.Open(new FakeTimeProvider(Morning));
        var handedOn = new List<Incident>();
        ledger.HandOn = handedOn.AddRange;
        ledger.Enqueue(new() { Incidents = [Incident("before")], Slots = [Slot("a", Morning, 1)] });
        Assert.True(await ledger.FlushAsync());
        disk.Fill();
        for (var round = 0; round < 5; round++)
        {
            ledger.Enqueue(new()
            {
                Incidents = [.. Enumerable.Range(0, 200).Select(i => Incident($"during {round} {i}"))],
                Slots = [.. Enumerable.Range(0, 50).Select(i => Slot("a", Morning.AddSeconds(10 * i), 1))],
                Evidence = [new EvidenceItem.TermsEnded("round " + round)],
            });
            await ledger.FlushAsync();
        }

        Assert.True(ledger.Degraded);
        Assert.Equal(1001, handedOn.Count);
        disk.Free();
        ledger.Enqueue(new() { Incidents = [Incident("after")] });
        Assert.True(await ledger.FlushAsync());
        Assert.False(ledger.Degraded);
        Assert.Equal(0, ledger.SetAside);
        Assert.Equal(1002, handedOn.Count);
        Assert.Equal(1002, ledger.Load().OpenIncidents.Count);
        Assert.Equal(251, ledger.Load().Slots["a"].Sum(slot => slot.Good));
        var record = LedgerReader.Read(folder.Path);
        Assert.True(record.Findings.IsSound, string.Join("; ", record.Findings.Faults));
        Assert.Equal(Enumerable.Range(0, 5).Select(round => "round " + round), record.Entries.Select(entry => entry.Evidence).OfType<EvidenceItem.TermsEnded>().Select(item => item.Agreement));
        Assert.Equal(251, Assert.Single(record.OpenHours).Series.Sum(series => series.Good));
    }

    [Fact]
    public async Task A_limit_too_small_for_what_happens_does_not_keep_alerts_back()
    {
        using var folder = new LedgerFolder();
        using (var ledger = folder.Open())
        {
            ledger.Enqueue(new() { Incidents = [Incident("before")] });
            Assert.True(await ledger.FlushAsync());
        }

        // A database that may not grow answers as a full disk does.
        using var full = folder.Open(options: folder.Options with { LimitBytes = 1 });
        var handedOn = new List<Incident>();
        full.HandOn = handedOn.AddRange;
        var storm = Enumerable.Range(0, 3000).Select(i => Incident("incident " + i)).ToList();
        full.Enqueue(new() { Incidents = storm });
        Assert.False(await full.FlushAsync());
        Assert.True(full.Degraded);
        Assert.Equal(3000, handedOn.Count);
        Assert.Contains(full.Load().OpenIncidents, incident => incident.Id == "before");
    }
}
