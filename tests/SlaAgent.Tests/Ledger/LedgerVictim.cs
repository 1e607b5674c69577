using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using SlaAgent.Core.Evidence;
using SlaAgent.Core.Samples;
using SlaAgent.Core.Time;
using SlaAgent.Ledger;
using static SlaAgent.Tests.Ledger.LedgerFolder;

namespace SlaAgent.Tests.Ledger;

/// <summary>
/// The process that <see cref="LedgerKillTests"/> kills. It is this very assembly, which with the variable set does nothing but write: without a test runner,
/// so that a round costs a fraction of a second.
/// </summary>
internal static class LedgerVictim
{
    /// <summary>The fact that says the number of the last batch.</summary>
    public const string Fact = "last";

    /// <summary>What it says once it has written a batch: the first one takes as long as all of its code takes to compile.</summary>
    public const string Writing = "writing";

    private const string FolderVariable = "SLAAGENT_TESTS_VICTIM_FOLDER";
    private const string DayVariable = "SLAAGENT_TESTS_VICTIM_DAY";

    /// <summary>The series, to each of which a batch adds one.</summary>
    public static string[] Series { get; } = ["first", "second", "third"];

    /// <summary>The day that all of it is dated by, the same in every round: evaluations are kept for 400 days.</summary>
    public static DateTimeOffset Day { get; } = Environment.GetEnvironmentVariable(DayVariable) is { Length: > 0 } day
        ? DateTimeOffset.ParseExact(day, "O", CultureInfo.InvariantCulture)
        : new(DateTimeOffset.UtcNow.UtcDateTime.Date, TimeSpan.Zero);

    /// <summary>Starts it over a state folder; it says <see cref="Writing"/> when it does.</summary>
    public static Process Start(string folder)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardOutput = true };
        if (Path.GetFileNameWithoutExtension(start.FileName) == "dotnet")
        {
            start.ArgumentList.Add(typeof(LedgerVictim).Assembly.Location);
        }

        start.Environment[FolderVariable] = folder;
        start.Environment[DayVariable] = Day.ToString("O", CultureInfo.InvariantCulture);
        start.Environment["DOTNET_TieredPGO"] = "0";
        return Process.Start(start)!;
    }

    /// <summary>The number of the last batch that was acknowledged.</summary>
    public static long Acknowledged(string folder)
    {
        var path = folder + ".acknowledged";
        var bytes = File.Exists(path) ? File.ReadAllBytes(path) : [];
        return bytes.Length < sizeof(long) ? 0 : BitConverter.ToInt64(bytes);
    }

    /// <summary>Notes that batches up to this one are acknowledged.</summary>
    public static void Acknowledge(string folder, long number) => File.WriteAllBytes(folder + ".acknowledged", BitConverter.GetBytes(number));

    /// <summary>The incident that a batch opens.</summary>
    public static string Open(long batch) => batch.ToString("D8", CultureInfo.InvariantCulture);

    /// <summary>The one result that is held after a batch.</summary>
    public static string Held(long batch) => "held " + Open(batch);

    /// <summary>The run of an evaluation that a batch adds.</summary>
    public static EvaluationRun Evaluated(long batch) => Run("golden", Day.AddDays(-30).AddMinutes(batch));

    /// <summary>The folder to write to; null where this process is no victim.</summary>
    public static string? Folder => Environment.GetEnvironmentVariable(FolderVariable) is { Length: > 0 } folder ? folder : null;

    /// <summary>Writes until it is killed.</summary>
    public static int Write(string folder)
    {
        using var acknowledged = new FileStream(folder + ".acknowledged", FileMode.OpenOrCreate, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);
        using var ledger = StateLedger.Open(new() { Folder = folder, MergeLatencies = MergeCounts }, new FastTime(), NullLogger.Instance);
        var contents = ledger.Load();
        var number = contents.Facts.TryGetValue(Fact, out var last) ? long.Parse(last, CultureInfo.InvariantCulture) : 0;
        var isWarm = false;
        while (true)
        {
            number++;
            ledger.Enqueue(Batch(number));
            if (!ledger.FlushAsync().GetAwaiter().GetResult())
            {
                throw new InvalidOperationException("not durable");
            }

            acknowledged.Position = 0;
            acknowledged.Write(BitConverter.GetBytes(number));
            if (!isWarm)
            {
                Console.WriteLine(Writing);
                isWarm = true;
            }
        }
    }

    private static LedgerBatch Batch(long number) => new()
    {
        Slots = [.. Series.Select(series => Slot(series, Day.AddHours(number % 24), 1))],
        Evidence = [new EvidenceItem.TermsEnded(Open(number))],
        Incidents = number == 1 ? [Incident(Open(1))] : [Incident(Open(number - 1), Morning), Incident(Open(number))],
        Facts = [new(Fact, number.ToString(CultureInfo.InvariantCulture))],
        Evaluations = [Evaluated(number)],
        Released = ["drained"],
        Held =
        [
            new ProbeResult
            {
                Service = "drained", Probe = "p", ScheduledAt = new Instant(number), ScheduleDelay = default, Interval = TimeSpan.FromSeconds(1), Outcome = Outcome.Http5xx,
                Detail = Held(number),
            },
        ],
    };
}
