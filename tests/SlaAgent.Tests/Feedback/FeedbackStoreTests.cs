using CsCheck;
using SlaAgent.Feedback;

namespace SlaAgent.Tests.Feedback;

public sealed class FeedbackStoreTests
{
    [Fact]
    public async Task Prediction_and_label_find_each_other_in_either_order_and_the_same_again_changes_nothing()
    {
        using var bench = new FeedbackBench();

        Assert.Equal((1, 0), Changes(await bench.WriteAsync(FeedbackBench.Predicted(1, "1"))));
        Assert.Equal((0, 1), Changes(await bench.WriteAsync(FeedbackBench.Labelled(1, "0"))));
        Assert.Equal((1, 0), Changes(await bench.WriteAsync(FeedbackBench.Labelled(2, "0"))));
        Assert.Equal((1, 1, 1), await CountsAsync(bench));
        Assert.Equal((0, 1), Changes(await bench.WriteAsync(FeedbackBench.Predicted(2, "0"))));
        var again = await bench.WriteAsync(FeedbackBench.Predicted(1, "1"), FeedbackBench.Labelled(1, "0"), FeedbackBench.Predicted(2, "0"), FeedbackBench.Labelled(2, "0"));

        Assert.Equal(4, again.Unchanged);
        Assert.Equal((2, 2, 0), await CountsAsync(bench));
    }

    [Fact]
    public async Task A_label_may_be_corrected_and_a_prediction_may_not()
    {
        using var bench = new FeedbackBench();
        await bench.WriteAsync(FeedbackBench.Predicted(1, "1", score: 0.75), FeedbackBench.Labelled(1, "0"));

        var outcome = await bench.WriteAsync(
            FeedbackBench.Labelled(1, "1"),
            FeedbackBench.Predicted(1, "0", score: 0.75),
            FeedbackBench.Predicted(1, "1", score: 0.5),
            FeedbackBench.Predicted(1, "1", minutesAgo: 5, score: 0.75));

        Assert.Equal(1, outcome.Corrected);
        Assert.Equal(3, outcome.Refused.Count);
        Assert.All(outcome.Refused, refusal => Assert.Contains("cannot be changed", refusal.Reason, StringComparison.Ordinal));
        Assert.Equal(1, (await bench.FactsAsync()).Corrected);
    }

    [Fact]
    public async Task Whatever_is_sent_in_whatever_order_and_however_often_ends_in_the_same()
    {
        var items = Enumerable.Range(0, 8).SelectMany(id => new[] { FeedbackBench.Predicted(id, (id % 2).ToString(System.Globalization.CultureInfo.InvariantCulture)), FeedbackBench.Labelled(id, "1") }).ToArray();
        await Gen.Shuffle(items).Array[1, 3].SampleAsync(
            async rounds =>
            {
                using var bench = new FeedbackBench();
                foreach (var round in rounds)
                {
                    await bench.WriteAsync([.. round]);
                    bench.Close();
                }

                Assert.Equal((8, 8, 0), await CountsAsync(bench));
                Assert.Equal(0.5, (await bench.LookAsync()).Scores.First(score => score.Metric == "accuracy").Value);
            },
            iter: 10);
    }

    [Fact]
    public async Task The_oldest_go_where_there_are_too_many_and_it_is_said()
    {
        using var bench = new FeedbackBench();
        bench.Settings = bench.Settings with { Keep = 100 };

        await bench.WriteAsync([.. Enumerable.Range(0, 130).Select(id => FeedbackBench.Predicted(id, "1", 1000 - id))]);

        var facts = await bench.FactsAsync();
        Assert.Equal((100, 30, FeedbackBench.Noon.AddMinutes(-970)), (facts.Predictions, facts.Dropped, facts.Oldest));
    }

    [Fact]
    public async Task What_is_older_than_any_look_goes_without_being_missed()
    {
        using var bench = new FeedbackBench();
        await bench.WriteAsync(FeedbackBench.Predicted(1, "1", 60), FeedbackBench.Labelled(2, "1"));
        await bench.WriteAsync(FeedbackBench.Noon.AddDays(2), FeedbackBench.Labelled(3, "1"));

        var facts = await bench.FactsAsync();
        Assert.Equal((0, 1, 0), (facts.Predictions, facts.LabelsWithoutPrediction, facts.Dropped));
    }

    [Fact]
    public async Task The_file_stays_within_an_eighth_of_the_limit_of_the_state()
    {
        using var bench = new FeedbackBench(stateLimit: 16L * 1024 * 1024);
        for (var round = 0; round < 20; round++)
        {
            await bench.WriteAsync([.. Enumerable.Range(round * 2000, 2000).Select(id => FeedbackBench.Predicted(id, "a prediction of some length, so that there is something to keep", 600 - round))]);
            Assert.InRange(new[] { "", "-wal", "-shm" }.Sum(ending => new FileInfo(bench.File + ending) is { Exists: true } file ? file.Length : 0), 1, bench.StateLimit / 8);
        }

        var facts = await bench.FactsAsync();
        Assert.True(facts.Dropped > 0);
        Assert.Equal(40_000, facts.Predictions + facts.Dropped);
    }

    [Fact]
    public async Task A_damaged_database_is_set_aside_and_a_new_one_begun()
    {
        using var bench = new FeedbackBench();
        await bench.WriteAsync(FeedbackBench.Predicted(1, "1"));
        bench.Close();
        await File.WriteAllBytesAsync(bench.File, new byte[8192], TestContext.Current.CancellationToken);
        await File.AppendAllTextAsync(bench.File, "no database", TestContext.Current.CancellationToken);

        Assert.Equal((1, 0), Changes(await bench.WriteAsync(FeedbackBench.Predicted(1, "1"))));
        Assert.True(File.Exists(bench.File + ".corrupt"));
    }

    private static (int Created, int Completed) Changes(FeedbackOutcome outcome) => (outcome.Created, outcome.Completed);

    private static async Task<(long Predictions, long Labelled, long Waiting)> CountsAsync(FeedbackBench bench) =>
        await bench.FactsAsync() is var facts ? (facts.Predictions, facts.Labelled, facts.LabelsWithoutPrediction) : default;
}
