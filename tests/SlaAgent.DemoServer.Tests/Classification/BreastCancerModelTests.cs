using System.Globalization;
using SlaAgent.DemoServer.Classification;
using SlaAgent.DemoServer.Faults;

namespace SlaAgent.DemoServer.Tests.Classification;

public sealed class BreastCancerModelTests : IAsyncLifetime
{
    private RunningServer _server = null!;

    public async ValueTask InitializeAsync() => _server = await RunningServer.StartAsync();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public void The_rows_that_are_judged_by_are_the_half_that_was_not_trained_on()
    {
        var all = LabelledRows.Load(BreastCancerModel.File);
        var (trained, held) = (all.Half(held: false), all.Half(held: true));

        Assert.Equal((569, 285, 284), (all.Rows.Count, trained.Rows.Count, held.Rows.Count));
        Assert.Empty(trained.Rows.Intersect(held.Rows));
    }

    [Fact]
    public async Task Most_malignant_tumours_of_the_held_out_half_are_found()
    {
        Assert.InRange(await RecallAsync(), 0.92, 1);
    }

    [Fact]
    public async Task A_degraded_model_misses_many_of_them_and_answers_as_well_formed_as_ever()
    {
        _server.Faults = new FaultSet { DegradedModel = true };

        Assert.InRange(await RecallAsync(), 0.2, 0.8);
    }

    [Fact]
    public async Task Answers_say_the_version_that_is_asked_for_by_fault()
    {
        _server.Faults = new FaultSet { ModelVersion = 2 };

        var reply = await AskAsync(string.Join(',', Enumerable.Repeat("1", 30)), 1);

        Assert.Equal("2", reply.Json.GetProperty("model_version").GetString());
        Assert.Equal("""["2"]""", (await _server.GetAsync("/v2/models/breast-cancer")).Json.GetProperty("versions").GetRawText());
    }

    private async Task<double> RecallAsync()
    {
        var file = await _server.GetAsync("/demo/breast-cancer-held-out.csv");
        var lines = file.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.StartsWith("f1,f2,", lines[0], StringComparison.Ordinal);
        Assert.EndsWith(",f30,diagnosis", lines[0], StringComparison.Ordinal);
        var malignant = lines.Skip(1).Select(line => line.Split(',')).Where(cells => cells[^1] == "0").ToList();
        var reply = await AskAsync(string.Join(',', malignant.SelectMany(cells => cells[..^1])), malignant.Count);
        return reply.Json.GetProperty("outputs")[0].GetProperty("data").EnumerateArray().Count(prediction => prediction.GetInt32() == 0) / (double)malignant.Count;
    }

    private Task<Reply> AskAsync(string data, int rows) => _server.PostAsync(
        "/v2/models/breast-cancer/infer",
        string.Create(CultureInfo.InvariantCulture, $$"""{"inputs":[{"name":"x","shape":[{{rows}},30],"datatype":"FP64","data":[{{data}}]}]}"""));
}
