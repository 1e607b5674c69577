using SlaAgent.Core.Accuracy;
using SlaAgent.Core.Contracts;
using SlaAgent.Core.Samples;
using SlaAgent.Evaluations;
using SlaAgent.Tests.Ledger;

namespace SlaAgent.Tests.Evaluations;

public sealed class EvaluationRunsTests
{
    [Fact]
    public async Task Every_example_is_asked_about_once_and_the_scores_are_those_of_the_answers()
    {
        await using var bench = await EvaluationBench.StartAsync(200);
        bench.Server.Before = n => n == 0 ? Eventually.True(() => bench.Server.MostAtATime > 1, "another request meanwhile") : Task.CompletedTask;
        var result = await bench.RunAsync(bench.NewProcess(new Indicator.Accuracy { Probe = "golden", Metric = ScoreName.Accuracy, Goal = 0.85m, Confidence = 0.99m }));

        Assert.Equal(Enumerable.Range(0, 200), bench.Server.Asked.Keys.Order());
        Assert.All(bench.Server.Asked.Values, times => Assert.Equal(1, times));
        Assert.Equal(2, bench.Server.MostAtATime);
        Assert.Null(result.Void);
        Assert.Equal((200, 200, 0, 0), (result.Examples, result.Scored, result.Failed, result.Unknown));
        Assert.Equal("1", result.ModelVersion);
        Assert.Equal(64, result.DataSetHash.Length);
        var accuracy = result.Scores.Where(score => score.Metric == ScoreName.Accuracy).ToList();
        Assert.Equal([0.99m, 0.95m], accuracy.Select(score => score.Confidence));
        Assert.All(accuracy, score => Assert.Equal((180, 200), (score.Good, score.Of)));
        Assert.DoesNotContain(result.Scores, score => score.Metric is ScoreName.Recall or ScoreName.RocAuc);
        Assert.False(File.Exists(bench.Journal));
    }

    [Fact]
    public async Task Failed_requests_are_counted_and_are_no_wrong_predictions()
    {
        await using var bench = await EvaluationBench.StartAsync(100);
        bench.Server.Status = n => n is 7 or 8 ? 500 : 200;
        var result = await bench.RunAsync();

        Assert.Null(result.Void);
        Assert.Equal((98, 2), (result.Scored, result.Failed));
        Assert.Equal("2 × http_5xx: status 500", result.CommonestFailure);
        Assert.Equal((88, 98), (result.Scores[0].Good, result.Scores[0].Of));
    }

    [Fact]
    public async Task Too_many_failures_make_the_run_void_as_soon_as_that_is_certain()
    {
        await using var bench = await EvaluationBench.StartAsync(1000);
        bench.Server.Status = _ => 500;
        var result = await bench.RunAsync();

        Assert.StartsWith("more than 5% of its 1000 requests failed", result.Void, StringComparison.Ordinal);
        Assert.InRange(bench.Server.Requests, 51, 53);
        Assert.Empty(result.Scores);
        Assert.Equal(1000, result.Examples);
        Assert.Equal(result.Examples, result.Scored + result.Failed + result.Unknown);
    }

    [Fact]
    public async Task A_version_that_changes_in_the_middle_makes_the_run_void()
    {
        await using var bench = await EvaluationBench.StartAsync(300);
        bench.Probe = bench.Probe with { Concurrency = 1 };
        bench.Server.Version = n => n < 100 ? "1" : "2";
        var result = await bench.RunAsync();

        Assert.Equal("the model's version changed in the middle of the run: 1, then 2", result.Void);
        Assert.Equal(101, bench.Server.Requests);
    }

    [Fact]
    public async Task A_version_that_answers_do_not_say_is_asked_for()
    {
        await using var bench = await EvaluationBench.StartAsync(10);
        bench.Server.Version = _ => null;

        Assert.Equal("1", (await bench.RunAsync()).ModelVersion);
    }

    [Theory]
    [InlineData(3000)]
    [InlineData(50)]
    public async Task Data_that_change_during_the_run_make_it_void(int examples)
    {
        await using var bench = await EvaluationBench.StartAsync(examples);
        bench.Server.Before = n =>
        {
            if (n == 20)
            {
                // As an editor saves: another file in the place of the old one.
                File.WriteAllText(bench.DataSet + ".new", File.ReadAllText(bench.DataSet) + "9999,0\n");
                File.Move(bench.DataSet + ".new", bench.DataSet, overwrite: true);
            }

            return Task.CompletedTask;
        };
        var result = await bench.RunAsync();

        Assert.Equal("the data set changed during the run", result.Void);
        Assert.InRange(bench.Server.Requests, 20, 1100);
    }

    [Fact]
    public async Task A_data_set_that_cannot_be_used_is_said_and_nothing_is_asked()
    {
        await using var bench = await EvaluationBench.StartAsync(10);
        await File.AppendAllTextAsync(bench.DataSet, "10,\n", TestContext.Current.CancellationToken);
        var result = await bench.RunAsync();

        Assert.Contains("golden.csv:12:", result.Void, StringComparison.Ordinal);
        Assert.Equal(0, bench.Server.Requests);
    }

    [Fact]
    public async Task Of_a_sample_only_what_was_drawn_is_asked_and_the_next_run_draws_the_same()
    {
        await using var bench = await EvaluationBench.StartAsync(600);
        bench.Probe = bench.Probe with { Sample = 30 };
        var result = await bench.RunAsync();
        var first = bench.Server.Asked.Keys.Order().ToList();
        await bench.RunAsync();

        Assert.Equal((30, 30), (result.Examples, result.Scored));
        Assert.All(first.CountBy(n => n % 3), stratum => Assert.Equal(10, stratum.Value));
        Assert.All(bench.Server.Asked.Values, times => Assert.Equal(2, times));
    }

    [Fact]
    public async Task While_its_service_may_not_be_asked_a_run_waits()
    {
        await using var bench = await EvaluationBench.StartAsync(40);
        var looked = 0;
        bench.Around = bench.Around with { HeldBack = (_, _) => bench.Server.Requests >= 10 && Interlocked.Increment(ref looked) < 3 ? "the service was draining" : null };
        var result = await bench.RunAsync();

        Assert.Equal((40, 40), (result.Scored, bench.Server.Requests));
        Assert.True(looked >= 3);
    }

    [Fact]
    public async Task A_saturated_server_is_waited_for_and_no_example_is_asked_twice()
    {
        await using var bench = await EvaluationBench.StartAsync(100);
        bench.Server.Status = n => n == 20 ? 429 : 200;
        bench.Server.RetryAfter = "1";
        var result = await bench.RunAsync();

        Assert.Null(result.Void);
        Assert.Equal((99, 1), (result.Scored, result.Failed));
        Assert.All(bench.Server.Asked.Values, times => Assert.Equal(1, times));
        Assert.True(result.Duration >= TimeSpan.FromSeconds(1));
    }

    [Fact]
    public async Task A_state_that_cannot_be_written_does_not_keep_the_run_from_its_result()
    {
        await using var bench = await EvaluationBench.StartAsync(20);
        await File.WriteAllTextAsync(bench.State, "a file in the place of the folder", TestContext.Current.CancellationToken);

        Assert.Equal(20, (await bench.RunAsync()).Scored);
    }

    [Fact]
    public async Task A_disk_that_is_full_in_the_middle_takes_the_journal_away_and_nothing_else()
    {
        await using var bench = await EvaluationBench.StartAsync(200);
        using var disk = new SmallDisk(bench.State);
        bench.Server.Before = n =>
        {
            if (n == 50)
            {
                disk.Fill();
            }

            return Task.CompletedTask;
        };
        var plan = bench.NewProcess();
        var result = (EvaluationResult)await plan.RunAsync(bench.Around.Clock.Now, TestContext.Current.CancellationToken);

        // The page that the journal had may have held the rest of its lines; another is written until it is refused.
        Assert.Null(result.Void);
        Assert.Equal((200, 200), (result.Scored, bench.Server.Requests));
        var journal = RunJournal.Create(Path.Combine(bench.State, "other.journal"), new("s", "p", default, default, "", "", 1, null));
        for (var i = 0; i < 100_000 && journal.Problem is null; i++)
        {
            await journal.AddAsync(JournalLine.OfAsked(i));
        }

        Assert.NotNull(journal.Problem);
        journal.Dispose();
        Assert.False(File.Exists(Path.Combine(bench.State, "other.journal")));
    }

    [Fact]
    public async Task A_mistake_of_ours_is_thrown_and_not_taken_for_the_servers()
    {
        await using var bench = await EvaluationBench.StartAsync(20);
        bench.Around = bench.Around with { Waiting = _ => throw new NotSupportedException("ours") };
        bench.Probe = bench.Probe with { Concurrency = 3 };
        var plan = new EvaluationRuns(
            new EvaluationPlan(
                new ModelService { Name = "s", Server = "kserve-v2", Url = bench.Server.Url, Model = "m", Probes = [], Saturation = new SaturationPolicy(true, TimeSpan.FromSeconds(1), 1) },
                bench.Probe,
                []),
            bench.Around);

        await Assert.ThrowsAsync<NotSupportedException>(() => plan.RunAsync(bench.Around.Clock.Now, TestContext.Current.CancellationToken));
    }
}
