using SlaAgent.Core.Contracts;
using SlaAgent.Core.Samples;
using SlaAgent.Evaluations;
using SlaAgent.Scheduling;

namespace SlaAgent.Tests.Evaluations;

public sealed class ResumedRunTests
{
    [Fact]
    public async Task A_run_that_was_stopped_goes_on_where_it_was_and_says_what_it_would_have_said()
    {
        await using var whole = await EvaluationBench.StartAsync(300);
        var expected = await whole.RunAsync();
        await using var bench = await EvaluationBench.StartAsync(300);
        foreach (var after in new[] { 50, 120, 121, 250 })
        {
            await StopAfterAsync(bench, after);
        }

        var plan = bench.NewProcess();
        var result = (EvaluationResult)(await plan.ResumeAsync(TestContext.Current.CancellationToken))!;

        Assert.All(bench.Server.Asked.Values, times => Assert.Equal(1, times));
        Assert.Equal((300, 300, 0), (result.Scored, bench.Server.Requests, result.Unknown));
        Assert.Equal(expected.Scores, result.Scores);
        Assert.Equal("1", result.ModelVersion);
        await bench.SettleAsync(plan, result);
        Assert.False(File.Exists(bench.Journal));
    }

    [Fact]
    public async Task Wherever_the_journal_ends_no_example_is_asked_twice_and_all_are_counted_once()
    {
        await using var bench = await EvaluationBench.StartAsync(60);
        await StopAfterAsync(bench, 40);
        var journal = await File.ReadAllBytesAsync(bench.Journal, TestContext.Current.CancellationToken);
        var header = Array.IndexOf(journal, (byte)'\n') + 1;
        var step = Math.Max(1, (journal.Length - header) / 60);
        for (var length = header; length <= journal.Length; length += step)
        {
            await File.WriteAllBytesAsync(bench.Journal, journal[..length], TestContext.Current.CancellationToken);
            var before = ReadingOf(bench.Journal);
            bench.Server.Asked.Clear();
            var result = (EvaluationResult)(await bench.NewProcess().ResumeAsync(TestContext.Current.CancellationToken))!;

            var asked = Enumerable.Range(0, 60).Where(before.WasAsked).ToList();
            Assert.Empty(asked.Intersect(bench.Server.Asked.Keys));
            Assert.Equal(60 - asked.Count, bench.Server.Requests);
            Assert.Equal(asked.Count(n => before.AnswerAt(n) is null), result.Unknown);
            Assert.Equal(60, result.Scored + result.Unknown);
        }
    }

    [Fact]
    public async Task A_journal_without_its_header_is_of_no_run()
    {
        await using var bench = await EvaluationBench.StartAsync(60);
        await StopAfterAsync(bench, 10);
        var journal = await File.ReadAllBytesAsync(bench.Journal, TestContext.Current.CancellationToken);
        await File.WriteAllBytesAsync(bench.Journal, journal[..20], TestContext.Current.CancellationToken);

        Assert.Null(await bench.NewProcess().ResumeAsync(TestContext.Current.CancellationToken));
        Assert.False(File.Exists(bench.Journal));
    }

    [Fact]
    public async Task A_line_that_is_damaged_in_the_middle_leaves_nobody_knowing_what_was_asked()
    {
        await using var bench = await EvaluationBench.StartAsync(60);
        await StopAfterAsync(bench, 20);
        var journal = await File.ReadAllBytesAsync(bench.Journal, TestContext.Current.CancellationToken);
        journal[journal.Length / 2] ^= 1;
        await File.WriteAllBytesAsync(bench.Journal, journal, TestContext.Current.CancellationToken);

        await AssertGivenUpAsync(bench, "what it had asked is not known any more: its journal is damaged");
    }

    [Fact]
    public async Task A_question_that_was_changed_meanwhile_makes_the_run_void()
    {
        await using var bench = await EvaluationBench.StartAsync(60);
        await StopAfterAsync(bench, 20);
        bench.Probe = bench.Probe with { Prediction = "$.outputs[0].data[-1]" };

        await AssertGivenUpAsync(bench, "the question was changed while the agent was stopped");
    }

    [Fact]
    public async Task Data_that_were_changed_meanwhile_make_the_run_void()
    {
        await using var bench = await EvaluationBench.StartAsync(60);
        await StopAfterAsync(bench, 20);
        bench.WriteData(61);

        await AssertGivenUpAsync(bench, "the data set was changed while the agent was stopped");
    }

    [Fact]
    public async Task A_run_may_be_carried_on_with_at_another_pace()
    {
        await using var bench = await EvaluationBench.StartAsync(60);
        await StopAfterAsync(bench, 20);
        bench.Probe = bench.Probe with { Concurrency = 8, MaxRate = new Rate(3_600_000), Schedule = new RunSchedule.Every(TimeSpan.FromDays(1)) };

        Assert.Equal(60, ((EvaluationResult)(await bench.NewProcess().ResumeAsync(TestContext.Current.CancellationToken))!).Scored);
    }

    [Fact]
    public async Task A_run_that_had_ended_but_was_not_known_to_the_ledger_gives_the_same_result_without_asking()
    {
        await using var bench = await EvaluationBench.StartAsync(60);
        await bench.RunAsync();
        bench.Server.Version = _ => "2";
        var before = await RunUnsettledAsync(bench);
        bench.Server.Asked.Clear();
        var plan = bench.NewProcess();
        var again = (EvaluationResult)(await plan.ResumeAsync(TestContext.Current.CancellationToken))!;

        Assert.Equal(before with { Duration = again.Duration, ScheduledAt = again.ScheduledAt }, again);
        Assert.True((before.ScheduledAt - again.ScheduledAt).Duration() < TimeSpan.FromSeconds(1));
        Assert.NotNull(again.Comparison);
        Assert.Equal(0, bench.Server.Requests);
    }

    [Fact]
    public async Task A_run_that_the_ledger_has_is_not_counted_again()
    {
        await using var bench = await EvaluationBench.StartAsync(60);
        var before = await RunUnsettledAsync(bench);
        bench.Around = bench.Around with { IsDurable = _ => Task.FromResult(true) };

        Assert.NotNull(before);
        Assert.Null(await bench.NewProcess().ResumeAsync(TestContext.Current.CancellationToken));
        Assert.False(File.Exists(bench.Journal));
    }

    [Fact]
    public async Task A_run_that_the_ledger_has_is_what_the_next_version_is_compared_with_although_the_agent_was_killed_right_then()
    {
        await using var bench = await EvaluationBench.StartAsync(60);
        await RunUnsettledAsync(bench);
        bench.Around = bench.Around with { IsDurable = _ => Task.FromResult(true) };
        var plan = bench.NewProcess();
        bench.Server.Asked.Clear();
        Assert.Null(await plan.ResumeAsync(TestContext.Current.CancellationToken));
        Assert.Empty(bench.Server.Asked);

        bench.Server.Version = _ => "2";
        Assert.Equal(60, (await bench.RunAsync()).Comparison?.Common);
    }

    [Fact]
    public async Task A_void_run_stays_void_after_a_restart()
    {
        await using var bench = await EvaluationBench.StartAsync(100);
        bench.Server.Status = _ => 500;
        var before = await RunUnsettledAsync(bench);
        bench.Server.Status = _ => 200;

        await AssertGivenUpAsync(bench, before.Void!);
    }

    [Fact]
    public async Task The_journal_stays_until_the_ledger_has_the_result()
    {
        await using var bench = await EvaluationBench.StartAsync(10);
        var plan = bench.NewProcess();
        var result = (EvaluationResult)await plan.RunAsync(bench.Around.Clock.Now, TestContext.Current.CancellationToken);
        using var stopping = new CancellationTokenSource();
        var settling = plan.PublishedAsync(result, stopping.Token);

        Assert.False(settling.IsCompleted);
        Assert.True(File.Exists(bench.Journal));
        await stopping.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => settling);
        Assert.True(File.Exists(bench.Journal));
    }

    [Fact]
    public async Task A_journal_is_for_the_agent_alone_to_read()
    {
        await using var bench = await EvaluationBench.StartAsync(10);
        await StopAfterAsync(bench, 5);

        Assert.True(OperatingSystem.IsWindows() || File.GetUnixFileMode(bench.Journal) == (UnixFileMode.UserRead | UnixFileMode.UserWrite));
    }

    [Fact]
    public async Task Journals_of_evaluations_that_are_no_more_are_taken_away()
    {
        await using var bench = await EvaluationBench.StartAsync(10);
        await StopAfterAsync(bench, 5);
        bench.Around.Folder!.Keep([("s", "golden")]);
        Assert.True(File.Exists(bench.Journal));
        bench.Around.Folder.Keep([("s", "other")]);

        Assert.False(File.Exists(bench.Journal));
    }

    private static JournalReading ReadingOf(string path)
    {
        using var file = File.OpenRead(path);
        return JournalReading.Of(file)!;
    }

    /// <summary>Begins a run, or carries on with one, and stops it when the server was asked about so many examples.</summary>
    private static async Task StopAfterAsync(EvaluationBench bench, int requests)
    {
        using var stopping = new CancellationTokenSource();
        bench.Server.Before = _ => bench.Server.Requests >= requests ? stopping.CancelAsync() : Task.CompletedTask;
        var plan = bench.NewProcess();
        var running = File.Exists(bench.Journal) ? plan.ResumeAsync(stopping.Token) : AnySampleAsync(plan, bench, stopping.Token);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
        bench.Server.Before = _ => Task.CompletedTask;
    }

    private static async Task<Sample?> AnySampleAsync(IRunPlan plan, EvaluationBench bench, CancellationToken stopping) => await plan.RunAsync(bench.Around.Clock.Now, stopping);

    private static async Task<EvaluationResult> RunUnsettledAsync(EvaluationBench bench) =>
        (EvaluationResult)await bench.NewProcess().RunAsync(bench.Around.Clock.Now, TestContext.Current.CancellationToken);

    private static async Task AssertGivenUpAsync(EvaluationBench bench, string reason)
    {
        bench.Server.Asked.Clear();
        var plan = bench.NewProcess();
        var result = (EvaluationResult)(await plan.ResumeAsync(TestContext.Current.CancellationToken))!;

        Assert.Equal(reason, result.Void);
        Assert.Equal(result.Examples, result.Scored + result.Failed + result.Unknown);
        Assert.Equal(0, bench.Server.Requests);
        await bench.SettleAsync(plan, result);
        Assert.False(File.Exists(bench.Journal));
    }
}
