using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using SlaAgent.Core.Contracts;
using SlaAgent.Core.Samples;
using SlaAgent.Core.Time;
using SlaAgent.Feedback;

namespace SlaAgent.Tests.Feedback;

/// <summary>A store of feedback in a folder of its own, which can be opened again, and one service's looks at it.</summary>
internal sealed class FeedbackBench : IDisposable
{
    public static readonly DateTimeOffset Noon = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);

    private readonly string _folder = Directory.CreateTempSubdirectory("slaagent-feedback-").FullName;

    public FeedbackBench(long stateLimit = 128L * 1024 * 1024) => (StateLimit, Store) = (stateLimit, null!);

    public long StateLimit { get; }

    public string File => Path.Combine(_folder, "feedback.db");

    public FeedbackSettings Settings { get; set; } = new() { Task = EvaluationTask.Binary, Positive = "1", Window = TimeSpan.FromDays(1), Interval = TimeSpan.FromHours(1) };

    public Indicator.Accuracy[] Objectives { get; set; } = [];

    private FeedbackStore? Store { get; set; }

    public static FeedbackItem Predicted(int id, string prediction, int minutesAgo = 60, double? score = null) =>
        new(id, Name(id), prediction, score, null, Noon.AddMinutes(-minutesAgo));

    public static FeedbackItem Labelled(int id, string label) => new(id, Name(id), null, null, label, null);

    public Task<FeedbackOutcome> WriteAsync(params FeedbackItem[] items) => WriteAsync(Noon, items);

    public Task<FeedbackOutcome> WriteAsync(DateTimeOffset now, params FeedbackItem[] items) => Open().DoAsync(database => database.Write("x", Settings, items, now));

    public Task<FeedbackFacts> FactsAsync() => Open().DoAsync(database => database.Facts("x", Noon - Settings.Window));

    public Task<EvaluationResult> LookAsync(DateTimeOffset? at = null) =>
        new FeedbackEvaluation("x", Settings, Objectives, Open()).RunAsync(at ?? Noon, new ClockReading(new Instant(Noon.UtcTicks), TimeSpan.Zero), TimeProvider.System, TestContext.Current.CancellationToken);

    public void Close()
    {
        Store?.Dispose();
        Store = null;
    }

    public void Dispose()
    {
        Close();
        Directory.Delete(_folder, recursive: true);
    }

    private static string Name(int id) => "p" + id.ToString("D6", CultureInfo.InvariantCulture);

    private FeedbackStore Open() => Store ??= new FeedbackStore(_folder, StateLimit, TimeProvider.System, NullLogger.Instance);
}
