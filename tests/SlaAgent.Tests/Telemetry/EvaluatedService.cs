using SlaAgent.Commands;
using SlaAgent.Core;
using SlaAgent.Core.Contracts;
using SlaAgent.Core.Samples;
using SlaAgent.Core.Time;
using SlaAgent.Tests.Hosting;

namespace SlaAgent.Tests.Telemetry;

/// <summary>A service that is evaluated each day, an agreement on its recall, and runs of it.</summary>
internal static class EvaluatedService
{
    private static readonly EvaluationProbe Golden = new()
    {
        Name = "golden", Schedule = new RunSchedule.Every(TimeSpan.FromDays(1)), Timeout = TimeSpan.FromSeconds(10), DataSet = new DataSet("/data/golden.csv", 0, []),
        Request = new() { Bodies = ["{}"], Path = "/predict" }, Prediction = "$.y", Label = "diagnosis", Task = EvaluationTask.Binary, Positive = "0",
    };

    /// <summary>The service with its evaluation, and the agreement; without, the service alone.</summary>
    public static AgentConfiguration Evaluated(bool isEvaluated = true)
    {
        using var folder = new AgentFolder();
        folder.Write(Documents.Service("one", Documents.Nobody) + Documents.Agreement("one-sla", "one", Documents.Available()) + Documents.Agent());
        var configuration = ConfigurationSource.Load([folder.Config]).Configuration!;
        return !isEvaluated ? configuration : configuration with
        {
            Services = [configuration.Services[0] with { Evaluations = [Golden], Feedback = new FeedbackSettings { Task = EvaluationTask.Binary } }],
            Agreements =
            [
                configuration.Agreements[0],
                new ServiceLevelAgreement
                {
                    Name = "quality", Service = "one", Scope = AgreementScope.Service, Window = TimeSpan.FromDays(30),
                    Objectives =
                    [
                        new Objective
                        {
                            Name = "recall", Target = 0, MinimumSamples = 1, Indicator = new Indicator.Accuracy { Probe = "golden", Metric = "recall", Goal = 0.92m },
                        },
                    ],
                },
            ],
        };
    }

    public static EvaluationResult Result(Instant at, double recall, string? why = null) => new()
    {
        Service = "one", Probe = "golden", ScheduledAt = at, Duration = TimeSpan.FromMinutes(2), Void = why, DataSetHash = "9f86d081884c7d65", ModelVersion = "3",
        SeriesFrom = new DateTimeOffset(2026, 3, 1, 0, 0, 0, TimeSpan.Zero), Examples = 500, Scored = 495, Failed = 5, Unknown = 0,
        Scores = why is not null ? [] :
        [
            Score("recall", recall, 0.95m, 0.02),
            Score("recall", recall, 0.99m, 0.03),
            new EvaluationScore { Metric = "roc_auc", Value = null, Confidence = 0.95m, Reason = "one class only" },
        ],
    };

    /// <summary>A run as the ledger has it.</summary>
    public static EvaluationRun Run(DateTimeOffset at, double recall, string? why = null)
    {
        var clock = new ClockReading(new Instant(at.UtcTicks), TimeSpan.Zero);
        var judge = new Judge(Evaluated(), new JudgeContext(AgentPosition.Outside), clock);
        Assert.True(judge.Observe(Result(clock.Now, recall, why)));
        return Assert.Single(judge.TakeEvaluations(clock));
    }

    private static EvaluationScore Score(string metric, double value, decimal confidence, double half) => new()
    {
        Metric = metric, Value = value, Confidence = confidence, Lower = value - half, Upper = value + half, Method = "wilson", Good = 191, Of = 212,
    };
}
