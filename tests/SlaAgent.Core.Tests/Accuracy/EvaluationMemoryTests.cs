using SlaAgent.Core.Accuracy;
using SlaAgent.Core.Contracts;

namespace SlaAgent.Core.Tests.Accuracy;

[Collection<Alone>]
public sealed class EvaluationMemoryTests
{
    [Theory]
    [InlineData(EvaluationTask.Classification, ScoreName.F1)]
    [InlineData(EvaluationTask.Binary, ScoreName.RocAuc)]
    [InlineData(EvaluationTask.Regression, ScoreName.R2)]
    [InlineData(EvaluationTask.Generation, ScoreName.TokenF1)]
    public void A_hundred_thousand_examples_take_at_most_5_MiB(EvaluationTask task, string metric)
    {
        // Answers that are all different, as those of a language model are.
        var before = GC.GetTotalMemory(true);
        var items = EvaluationItems.For(new ScoringRules { Task = task, Positive = "1", Wanted = [new ScoreRequest(metric, 0.95m)] });
        for (var i = 0; i < 100_000; i++)
        {
            Assert.Null(items.Add(i, $"{i % 10}", $"{i}", task == EvaluationTask.Binary ? i / 100_000.0 : null));
        }

        Assert.NotNull(ScoreBook.Of(items, resamples: 10)[0].Value);
        var taken = GC.GetTotalMemory(true) - before;
        GC.KeepAlive(items);
        Assert.InRange(taken, 1, 5 * 1024 * 1024);
    }
}
