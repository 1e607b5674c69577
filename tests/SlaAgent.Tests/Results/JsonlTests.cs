using System.Text.Json;
using SlaAgent.Core.Contracts;
using SlaAgent.Notifications;
using SlaAgent.Results;

namespace SlaAgent.Tests.Results;

public sealed class JsonlTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("slaagent-results-").FullName;

    private string File1 => Path.Combine(_folder, "results.jsonl");

    private ResultSink.Jsonl Sink => new("lines", File1, 64 * 1024);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Each_result_is_a_flat_line_with_stable_names()
    {
        await using var bench = await new ResultBench(Sink).StartAsync();

        await bench.TellAsync(ResultBench.Report(0));
        await bench.TellAsync(ResultBench.Report(1, "too many failed requests"));
        await bench.NothingWaitsAsync();

        var lines = Lines(File1);
        Assert.Equal(2, lines.Count);
        Assert.Equal(
            [
                "_step", "_timestamp", "run", "service", "probe", "scheduled_at", "series_from", "data_set_sha256", "model_version", "commonest_failure",
                "recall", "recall_lower", "recall_upper", "recall_lower_99", "recall_upper_99", "examples", "scored", "failed", "unknown", "duration_seconds",
                "drift_psi", "drift_psi_noise", "drift_jensen_shannon_noise", "precision_absent", "log_loss_absent",
            ],
            lines[0].EnumerateObject().Select(member => member.Name));
        Assert.All(lines.SelectMany(line => line.EnumerateObject()), member => Assert.True(member.Value.ValueKind is JsonValueKind.Number or JsonValueKind.String));
        Assert.Equal((0, ResultBench.Night.ToUnixTimeSeconds(), 0.9375), (lines[0].GetProperty("_step").GetInt64(), lines[0].GetProperty("_timestamp").GetDouble(), lines[0].GetProperty("recall").GetDouble()));
        Assert.Equal((1, "too many failed requests"), (lines[1].GetProperty("_step").GetInt64(), lines[1].GetProperty("void").GetString()));
    }

    [Fact]
    public async Task A_line_that_was_cut_off_is_taken_away_and_one_that_is_there_is_not_written_again()
    {
        using var sender = new JsonlSender(Sink);
        await SendAsync(sender, 0);
        var whole = await File.ReadAllTextAsync(File1, TestContext.Current.CancellationToken);
        await SendAsync(sender, 1);
        var both = await File.ReadAllTextAsync(File1, TestContext.Current.CancellationToken);

        for (var cut = whole.Length; cut < both.Length; cut += 7)
        {
            await File.WriteAllTextAsync(File1, both[..cut], TestContext.Current.CancellationToken);
            await SendAsync(sender, 1);
            await SendAsync(sender, 1);
            Assert.Equal(both, await File.ReadAllTextAsync(File1, TestContext.Current.CancellationToken));
        }
    }

    [Fact]
    public async Task A_file_that_is_large_enough_is_set_aside_and_the_steps_go_on()
    {
        using var sender = new JsonlSender(Sink);
        for (var night = 0; night < 400; night++)
        {
            await SendAsync(sender, night);
        }

        Assert.InRange(new FileInfo(File1).Length, 1, Sink.MaxSizeBytes + 2048);
        Assert.InRange(new FileInfo(File1 + ".1").Length, Sink.MaxSizeBytes, Sink.MaxSizeBytes + 2048);
        Assert.Equal(Enumerable.Range(0, 400).TakeLast(Lines(File1).Count), Lines(File1).Select(line => line.GetProperty("_step").GetInt32()));
        Assert.Equal(Lines(File1)[0].GetProperty("_step").GetInt64() - 1, Lines(File1 + ".1")[^1].GetProperty("_step").GetInt64());
        File.Delete(File1);
        await SendAsync(sender, 400);
        Assert.Equal(Lines(File1 + ".1")[^1].GetProperty("_step").GetInt64() + 1, Lines(File1)[0].GetProperty("_step").GetInt64());
    }

    [Fact]
    public async Task A_folder_that_is_not_there_yet_is_waited_for()
    {
        var sink = Sink with { Path = Path.Combine(_folder, "later", "results.jsonl") };
        await using var bench = await new ResultBench(sink).StartAsync();

        await bench.TellAsync(ResultBench.Report());
        await Eventually.True(() => bench.Delivery.Count("lines", "failure") > 0, "an attempt");
        Directory.CreateDirectory(Path.Combine(_folder, "later"));
        await bench.NothingWaitsAsync();

        Assert.Single(Lines(sink.Path));
    }

    private static async Task SendAsync(JsonlSender sender, int night) =>
        Assert.Equal(PostVerdict.Accepted, (await sender.SendAsync(ResultBench.Report(night), TestContext.Current.CancellationToken)).Verdict);

    private static List<JsonElement> Lines(string path) => [.. File.ReadLines(path).Select(line => JsonDocument.Parse(line).RootElement)];
}
