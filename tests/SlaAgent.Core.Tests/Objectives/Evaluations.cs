using SlaAgent.Core.Contracts;
using SlaAgent.Core.Incidents;
using SlaAgent.Core.Samples;
using SlaAgent.Core.Snapshots;

namespace SlaAgent.Core.Tests.Objectives;

/// <summary>An evaluation of recall each day, promised to be at least 0.92, and runs of it.</summary>
internal sealed class Evaluations
{
    public const string Hash = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";

    public static readonly TimeSpan Day = TimeSpan.FromDays(1);

    public static readonly EvaluationProbe Golden = new()
    {
        Name = "golden", Schedule = new RunSchedule.Every(Day), Timeout = TimeSpan.FromSeconds(10), DataSet = new DataSet("/data/golden.csv", 0, []),
        Request = new() { Bodies = ["{\"x\": \"{{features}}\"}"] }, Prediction = "$.y", Label = "diagnosis", Task = EvaluationTask.Binary, Positive = "0",
    };

    public static readonly Indicator.Accuracy Recall = new() { Probe = "golden", Metric = "recall", Goal = 0.92m };

    /// <summary>When the present series began.</summary>
    public DateTimeOffset SeriesFrom { get; set; } = Scenario.Beginning;

    public Evaluations(Indicator.Accuracy? accuracy = null, int minimum = 1, TimeSpan? window = null, JudgeContext? context = null, FeedbackSettings? feedback = null) =>
        Scenario = new Scenario(Configure(accuracy ?? Recall, minimum, window, feedback), context);

    public Scenario Scenario { get; }

    public ObjectiveStatus Status => Scenario.Status;

    public AccuracyStatus Accuracy => Status.Accuracy!;

    public IEnumerable<string> Open => Scenario.Open.Where(incident => incident.Agreement is not null).Select(incident => incident.AlertName).Order();

    public static AgentConfiguration Configure(Indicator.Accuracy accuracy, int minimum = 1, TimeSpan? window = null, FeedbackSettings? feedback = null, EvaluationProbe? probe = null)
    {
        var objective = new Objective { Name = "accuracy", Target = 0, MinimumSamples = minimum, Indicator = accuracy };
        var configuration = Scenario.Configure(Scenario.Agreement(objective, window));
        return configuration with { Services = [configuration.Services[0] with { Evaluations = [probe ?? Golden], Feedback = feedback }] };
    }

    /// <summary>What a run finds that is meant to start now.</summary>
    public EvaluationResult Result(double? value, double half = 0.02, decimal confidence = 0.95m) => new()
    {
        Service = "chat", Probe = "golden", ScheduledAt = Scenario.Now, Duration = TimeSpan.FromMinutes(10), DataSetHash = Hash, ModelVersion = "3", SeriesFrom = SeriesFrom,
        Examples = 500, Scored = 495, Failed = 5, Unknown = 0,
        Scores =
        [
            new EvaluationScore { Metric = "accuracy", Value = 0.5, Confidence = 0.95m, Lower = 0.4, Upper = 0.6 },
            new EvaluationScore
            {
                Metric = "recall", Value = value, Confidence = confidence, Lower = value - half, Upper = value + half, Method = "bca",
                Reason = value is null ? "no example is positive" : null,
            },
        ],
    };

    public void Run(double? value, double half = 0.02) => Run(Result(value, half));

    public void Void(string why = "the data set has changed") => Run(Result(null) with { Void = why, Scores = [] });

    /// <summary>Takes a run, and lets the day pass.</summary>
    public void Run(EvaluationResult result)
    {
        Observe(result);
        Pass(Day - result.Duration);
    }

    /// <summary>Takes a run at its end.</summary>
    public void Observe(EvaluationResult result)
    {
        Pass(result.Duration);
        Assert.True(Scenario.Judge.Observe(result));
        Scenario.Evaluate();
    }

    public void Pass(TimeSpan span)
    {
        Scenario.Now += span;
        Scenario.Evaluate();
    }

    public Incident Incident(string alert) => Scenario.Snapshot.Incidents.Last(incident => incident.AlertName == alert);

    public void Reload(AgentConfiguration configuration)
    {
        Scenario.Configuration = configuration;
        Scenario.Judge.Apply(configuration, Scenario.Clock);
        Scenario.Evaluate();
    }
}
