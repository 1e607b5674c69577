using System.Diagnostics;
using Microsoft.Extensions.Logging.Abstractions;
using SlaAgent.Core.Adjustments;
using SlaAgent.Core.Windows;
using SlaAgent.Ledger;

namespace SlaAgent.Tests.Ledger;

/// <summary>The process that <see cref="AdjustmentLedgerTests"/> kills: it counts in a slot and excludes that slot after the fact, slot after slot.</summary>
internal static class AdjustmentVictim
{
    /// <summary>What it says once it has made an adjustment.</summary>
    public const string Adjusting = "adjusting";

    private const string FolderVariable = "SLAAGENT_TESTS_ADJUSTMENT_FOLDER";

    /// <summary>The folder to write to; null where this process is no victim.</summary>
    public static string? Folder => Environment.GetEnvironmentVariable(FolderVariable) is { Length: > 0 } folder ? folder : null;

    /// <summary>Starts it over a state folder; it says <see cref="Adjusting"/> when it does.</summary>
    public static Process Start(string folder)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardOutput = true };
        if (Path.GetFileNameWithoutExtension(start.FileName) == "dotnet")
        {
            start.ArgumentList.Add(typeof(AdjustmentVictim).Assembly.Location);
        }

        start.Environment[FolderVariable] = folder;
        return Process.Start(start)!;
    }

    /// <summary>Counts and adjusts until it is killed.</summary>
    public static int Write(string folder)
    {
        using var ledger = StateLedger.Open(new() { Folder = folder, MergeLatencies = SlotLatencies.Merge }, TimeProvider.System, NullLogger.Instance);
        var number = ledger.Load().Slots.GetValueOrDefault("a", []).Count;
        while (true)
        {
            var at = AdjustmentLedgerTests.Day.AddHours(number++);
            ledger.Enqueue(new() { Slots = [AdjustmentLedgerTests.Hour("a", at, 3, 2)] });
            var job = ledger.Adjust(AdjustmentLedgerTests.Plan($"id{number:D6}", at, at.AddHours(1), "a"));
            if (job.Done.GetAwaiter().GetResult()?.Done is null)
            {
                throw new InvalidOperationException("not adjusted");
            }

            Console.WriteLine(Adjusting);
        }
    }
}
