using System.Diagnostics;
using System.Globalization;
using SlaAgent.Ledger;
using static SlaAgent.Tests.Ledger.LedgerFolder;

namespace SlaAgent.Tests.Ledger;

/// <summary>A process of its own writes numbered records and notes each one that was acknowledged; it is killed at random moments.</summary>
public sealed class LedgerKillTests
{
    private const string FolderVariable = "SLAAGENT_TESTS_VICTIM_FOLDER";
    private const int Rounds = 12;

    [Fact]
    public async Task Killed_at_any_moment_it_keeps_what_was_acknowledged()
    {
        using var folder = new LedgerFolder();
        for (var round = 0; round < Rounds; round++)
        {
            var before = Acknowledged(folder);
            using var victim = StartVictim(folder);
            await Eventually.True(() => victim.HasExited || Acknowledged(folder) > before + 5, "the victim writes");
            Assert.False(victim.HasExited);
            await Task.Delay(Random.Shared.Next(0, 60), TestContext.Current.CancellationToken);
            victim.Kill();
            await victim.WaitForExitAsync(TestContext.Current.CancellationToken);

            var acknowledged = Acknowledged(folder);
            using var ledger = folder.Open();
            var contents = ledger.Load();
            Assert.Equal(0, ledger.SetAside);
            var ids = contents.OpenIncidents.Select(incident => incident.Id).ToHashSet();
            Assert.All(Enumerable.Range(1, acknowledged), number => Assert.Contains(Name(number), ids));
            var good = contents.Slots.GetValueOrDefault("victim", []).Sum(slot => slot.Good);
            Assert.InRange(good, acknowledged, ids.Count);
        }
    }

    /// <summary>The process that is killed; run only by the test above.</summary>
    [Fact(Explicit = true)]
    public async Task Victim()
    {
        var path = Environment.GetEnvironmentVariable(FolderVariable)!;
        using var ledger = StateLedger.Open(
            new() { Folder = path, MergeLatencies = MergeCounts }, TimeProvider.System, Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance);
        var number = ledger.Load().OpenIncidents.Count;
        while (true)
        {
            number++;
            ledger.Enqueue(new() { Slots = [Slot("victim", DateTimeOffset.UtcNow.Date, 1)], Incidents = [Incident(Name(number))] });
            Assert.True(await ledger.FlushAsync());
            await File.AppendAllTextAsync(path + ".acknowledged", number.ToString(CultureInfo.InvariantCulture) + "\n", TestContext.Current.CancellationToken);
        }
    }

    private static string Name(int number) => number.ToString("D8", CultureInfo.InvariantCulture);

    private static int Acknowledged(LedgerFolder folder)
    {
        var path = folder.Path + ".acknowledged";
        var lines = File.Exists(path) ? File.ReadAllText(path) : "";
        var complete = lines[..(lines.LastIndexOf('\n') + 1)].Split('\n', StringSplitOptions.RemoveEmptyEntries);
        return complete.Length == 0 ? 0 : int.Parse(complete[^1], CultureInfo.InvariantCulture);
    }

    private static Process StartVictim(LedgerFolder folder)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardOutput = true, RedirectStandardError = true };
        if (System.IO.Path.GetFileNameWithoutExtension(start.FileName) == "dotnet")
        {
            start.ArgumentList.Add(typeof(LedgerKillTests).Assembly.Location);
        }

        foreach (var argument in new[] { "-explicit", "only", "-method", typeof(LedgerKillTests).FullName + "." + nameof(Victim) })
        {
            start.ArgumentList.Add(argument);
        }

        start.Environment[FolderVariable] = folder.Path;
        return Process.Start(start)!;
    }
}
