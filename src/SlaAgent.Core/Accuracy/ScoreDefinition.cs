using SlaAgent.Core.Contracts;

namespace SlaAgent.Core.Accuracy;

/// <summary>What kind of number a score is.</summary>
/// <param name="Name">One of <see cref="ScoreName"/>.</param>
/// <param name="Tasks">The tasks that have it.</param>
/// <param name="IsProportion">Whether it is a share of examples that are good; Wilson's interval is its own, and its counts are exact.</param>
/// <param name="IsError">Whether less is better, so that its goal is an <c>atMost</c>.</param>
/// <param name="NeedsPositive">Whether it is of one class, which must be named.</param>
/// <param name="NeedsScore">Whether it is made of the answers' scores rather than of their predictions.</param>
/// <param name="Least">The least it can be; null for no bound.</param>
/// <param name="Most">The most it can be; null for no bound.</param>
public sealed record ScoreDefinition(
    string Name, EquatableArray<EvaluationTask> Tasks, bool IsProportion, bool IsError, bool NeedsPositive, bool NeedsScore, decimal? Least, decimal? Most)
{
    /// <summary>Every score there is.</summary>
    public static readonly EquatableArray<ScoreDefinition> All =
    [
        Class(ScoreName.Accuracy) with { IsProportion = true },
        Class(ScoreName.BalancedAccuracy),
        Class(ScoreName.Precision) with { IsProportion = true, NeedsPositive = true },
        Class(ScoreName.Recall) with { IsProportion = true, NeedsPositive = true },
        Class(ScoreName.F1) with { NeedsPositive = true },
        Class(ScoreName.PrecisionMacro),
        Class(ScoreName.PrecisionMicro) with { IsProportion = true },
        Class(ScoreName.PrecisionWeighted),
        Class(ScoreName.RecallMacro),
        Class(ScoreName.RecallMicro) with { IsProportion = true },
        Class(ScoreName.RecallWeighted) with { IsProportion = true },
        Class(ScoreName.F1Macro),
        Class(ScoreName.F1Micro) with { IsProportion = true },
        Class(ScoreName.F1Weighted),
        Class(ScoreName.Mcc) with { Least = -1 },
        Class(ScoreName.CohenKappa) with { Least = -1 },
        Scored(ScoreName.RocAuc),
        Scored(ScoreName.AveragePrecision),
        Scored(ScoreName.LogLoss) with { IsError = true, Most = null },
        Scored(ScoreName.Brier) with { IsError = true },
        Error(ScoreName.MeanAbsoluteError),
        Error(ScoreName.MeanSquaredError),
        Error(ScoreName.RootMeanSquaredError),
        Error(ScoreName.R2) with { IsError = false, Least = null, Most = 1 },
        Error(ScoreName.MeanAbsolutePercentageError),
        Error(ScoreName.MedianAbsoluteError),
        Text(ScoreName.ExactMatch),
        Text(ScoreName.TokenF1) with { IsProportion = false },
        Text(ScoreName.Contains),
        Text(ScoreName.RegexMatch),
        Text(ScoreName.RougeL) with { IsProportion = false },
        Text(ScoreName.NumericMatch),
        Text(ScoreName.JsonEqual),
    ];

    /// <summary>The score of that name; null where there is none.</summary>
    public static ScoreDefinition? Find(string name)
    {
        foreach (var definition in All.AsSpan())
        {
            if (definition.Name == name)
            {
                return definition;
            }
        }

        return null;
    }

    /// <summary>Whether <paramref name="task"/> has it.</summary>
    public bool IsOf(EvaluationTask task) => Tasks.AsSpan().Contains(task);

    private static ScoreDefinition Class(string name) => new(name, [EvaluationTask.Classification, EvaluationTask.Binary], false, false, false, false, 0, 1);

    private static ScoreDefinition Scored(string name) => Class(name) with { NeedsPositive = true, NeedsScore = true };

    private static ScoreDefinition Error(string name) => new(name, [EvaluationTask.Regression], false, true, false, false, 0, null);

    private static ScoreDefinition Text(string name) => new(name, [EvaluationTask.Generation], true, false, false, false, 0, 1);
}
