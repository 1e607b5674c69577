using SlaAgent.Core.Contracts;
using SlaAgent.Core.Samples;

namespace SlaAgent.Tests.Evaluations;

public sealed class RunSeriesTests
{
    [Fact]
    public async Task Runs_of_one_version_are_one_series_and_are_held_against_its_first()
    {
        await using var bench = await EvaluationBench.StartAsync(100);
        var first = await bench.RunAsync();
        var second = await bench.RunAsync();

        Assert.Equal((null, null), (first.Drift, first.Comparison));
        Assert.Equal(first.SeriesFrom, second.SeriesFrom);
        Assert.Equal(0, second.Drift!.StabilityIndex!.Value, 1e-12);
        Assert.Null(second.Comparison);
    }

    [Fact]
    public async Task A_new_version_begins_a_series_and_is_compared_on_the_same_examples()
    {
        await using var bench = await EvaluationBench.StartAsync(100);
        await bench.RunAsync();
        bench.Server.Version = _ => "2";
        bench.Server.Prediction = n => n < 5 ? (n + 1) % 3 : n % 3;
        var result = await bench.RunAsync();

        // Before, 0, 10, 20 … were wrong; now 0 to 4 are.
        Assert.Equal(new ModelComparison("1", 100, 4, 9, result.Comparison!.PValue), result.Comparison);
        Assert.InRange(result.Comparison.PValue, 0.26, 0.27);
        Assert.Null(result.Drift);
        Assert.Equal(result.SeriesFrom, (await bench.RunAsync()).SeriesFrom);
    }

    [Fact]
    public async Task Other_data_or_another_question_begin_a_series_without_comparison()
    {
        await using var bench = await EvaluationBench.StartAsync(100);
        var first = await bench.RunAsync();
        bench.WriteData(99);
        var otherData = await bench.RunAsync();
        bench.Probe = bench.Probe with { Normalise = [new AnswerNormalisation.Trim()] };
        var otherQuestion = await bench.RunAsync();

        Assert.Equal(3, new[] { first, otherData, otherQuestion }.Select(run => run.SeriesFrom).Distinct().Count());
        Assert.All([otherData, otherQuestion], run => Assert.Equal((null, null), (run.Drift, run.Comparison)));
    }

    [Fact]
    public async Task A_version_that_is_not_said_any_more_is_not_known_to_have_changed()
    {
        await using var bench = await EvaluationBench.StartAsync(20);
        bench.Probe = bench.Probe with { Request = bench.Probe.Request with { Path = "/elsewhere" } };
        var first = await bench.RunAsync();
        bench.Server.Version = _ => null;

        Assert.Equal(first.SeriesFrom, (await bench.RunAsync()).SeriesFrom);
    }

    [Fact]
    public async Task A_void_run_leaves_the_series_as_it_was()
    {
        await using var bench = await EvaluationBench.StartAsync(20);
        var first = await bench.RunAsync();
        (bench.Server.Status, bench.Server.Version) = (_ => 500, _ => "2");
        var failed = await bench.RunAsync();
        (bench.Server.Status, bench.Server.Version) = (_ => 200, _ => "1");

        Assert.Equal(first.SeriesFrom, failed.SeriesFrom);
        Assert.Equal(first.SeriesFrom, (await bench.RunAsync()).SeriesFrom);
    }

    [Fact]
    public async Task What_is_kept_of_runs_is_set_aside_where_it_is_damaged_and_the_next_run_begins_anew()
    {
        await using var bench = await EvaluationBench.StartAsync(20);
        var first = await bench.RunAsync();
        var file = Path.Combine(bench.State, "evaluations", "s.golden.json");
        var content = await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken);
        content[content.Length / 2] ^= 1;
        await File.WriteAllBytesAsync(file, content, TestContext.Current.CancellationToken);
        var next = await bench.RunAsync();

        Assert.NotEqual(first.SeriesFrom, next.SeriesFrom);
        Assert.True(File.Exists(file + ".damaged"));
        Assert.True(File.Exists(file));
    }
}
