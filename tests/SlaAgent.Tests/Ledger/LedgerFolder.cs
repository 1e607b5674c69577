using System.Buffers.Binary;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using SlaAgent.Core.Contracts;
using SlaAgent.Core.Incidents;
using SlaAgent.Core.Samples;
using SlaAgent.Core.Time;
using SlaAgent.Core.Windows;
using SlaAgent.Ledger;

namespace SlaAgent.Tests.Ledger;

/// <summary>A state folder of one test, and the records that tests write into it.</summary>
internal sealed class LedgerFolder : IDisposable
{
    public static readonly DateTimeOffset Morning = new(2026, 9, 1, 8, 0, 0, TimeSpan.Zero);

    /// <summary>Takes what came with version 4 out of a ledger.</summary>
    public const string WithoutRecord = "DROP TABLE entries; DROP TABLE hours; DROP TABLE head; DROP TABLE signers; ALTER TABLE slots DROP COLUMN reasons; ";

    public LedgerFolder() => Directory.CreateDirectory(Root);

    public string Root { get; } = System.IO.Path.Combine(System.IO.Path.GetTempPath(), "slaagent-" + Guid.NewGuid().ToString("N"));

    public string Path => System.IO.Path.Combine(Root, "state");

    public string Database => System.IO.Path.Combine(Path, "ledger.db");

    public LedgerOptions Options => new() { Folder = Path, MergeLatencies = MergeCounts, CommitInterval = TimeSpan.FromMilliseconds(50), RetryInterval = TimeSpan.FromMilliseconds(100) };

    public static SlotRecord Slot(string series, DateTimeOffset start, long good, long bad = 0, TimeSpan? length = null) =>
        new(series, start, length ?? TimeSpan.FromSeconds(10), good, bad, TimeSpan.FromSeconds(10), TimeSpan.Zero, Counts(good));

    public static byte[] Counts(long count)
    {
        var bytes = new byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, count);
        return bytes;
    }

    public static ReadOnlyMemory<byte> MergeCounts(ReadOnlyMemory<byte> left, ReadOnlyMemory<byte> right) =>
        Counts(BinaryPrimitives.ReadInt64LittleEndian(left.Span) + BinaryPrimitives.ReadInt64LittleEndian(right.Span));

    public static Incident Incident(string id, DateTimeOffset? ended = null, DateTimeOffset? started = null) => new()
    {
        Id = id,
        Labels = LabelSet.From([new("alertname", "ModelServerDown"), new("service", id), new("severity", "page")]),
        Annotations = LabelSet.From([new("summary", "3 of 3 probes failed\n\"timeout\" äöü")]),
        Severity = AlertSeverity.Page,
        StartedAt = started ?? Morning,
        EndedAt = ended,
        Receivers = id.StartsWith("routed", StringComparison.Ordinal) ? ["oncall"] : null,
    };

    public static EvaluationRun Run(string probe, DateTimeOffset at, string? waived = null, string service = "a") => new(
        new EvaluationResult
        {
            Service = service, Probe = probe, ScheduledAt = new Instant(at.UtcTicks), Duration = TimeSpan.FromMinutes(3), DataSetHash = "9f86d081", ModelVersion = "3", SeriesFrom = Morning,
            Examples = 500, Scored = 490, Failed = 8, Unknown = 2, NewLabels = 7, CommonestFailure = "timeout_total (8 of 8)",
            Scores =
            [
                new EvaluationScore { Metric = "recall", Value = 0.94, Confidence = 0.95m, Lower = 0.9, Upper = 0.97, Method = "wilson", Good = 94, Of = 100 },
                new EvaluationScore { Metric = "precision", Value = null, Confidence = 0.95m, Reason = "no positive predicted" },
            ],
            Comparison = new ModelComparison("2", 480, 3, 9, 0.146), Drift = new PredictionDrift(Morning, 0.1, 0.02, null, 0.01, 490, 480),
        },
        waived,
        "question");

    public StateLedger Open(TimeProvider? time = null, LedgerOptions? options = null, ILogger? log = null) =>
        StateLedger.Open(options ?? Options, time ?? TimeProvider.System, log ?? NullLogger.Instance);

    public void Dispose() => Directory.Delete(Root, recursive: true);
}
