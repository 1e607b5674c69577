using System.Globalization;
using System.Text.Json;
using SlaAgent.Commands;
using SlaAgent.Core.Samples;

namespace SlaAgent.Tests.Commands.Baselines;

[Collection("agent in this process")]
public sealed class BaselineCommandTests : IDisposable
{
    private static readonly string Taxis = Path.Combine(Repository.Root, "bench", "data", "nyc-taxi-demand.csv");

    private readonly BaselineHistoryFolder _history = new();
    private readonly StringWriter _output = new();
    private readonly StringWriter _error = new();

    [Theory]
    [InlineData("'--service' is required", "baseline")]
    [InlineData("--service is a name", "baseline", "--service", "a: b")]
    [InlineData("--weeks is from 1 to 52", "baseline", "--service", "a", "--weeks", "0")]
    [InlineData("--window is a duration", "baseline", "--service", "a", "--window", "90m")]
    [InlineData("--window is a duration", "baseline", "--service", "a", "--window", "7")]
    [InlineData("--query needs --prometheus", "baseline", "--service", "a", "--query", "up")]
    [InlineData("--prometheus is an http address", "baseline", "--service", "a", "--prometheus", "prom:9090")]
    [InlineData("there is no such file", "baseline", "--service", "a", "--csv", "/nowhere.csv")]
    [InlineData("there is no such file", "baseline", "--service", "a", "--config", "/nowhere.yaml")]
    public async Task Wrong_use_is_said_in_words_that_help(string expected, params string[] arguments)
    {
        Assert.Equal(2, await RunAsync(arguments));
        Assert.Contains(expected, _error.ToString(), StringComparison.Ordinal);
        Assert.Equal("", _output.ToString());
    }

    [Theory]
    [InlineData("time,value\n2026-01-01,1\n2026-01-01,2\n", "no column 'timestamp', but time, value")]
    [InlineData("timestamp,value\n2026-01-01T00:00:00Z,1\nyesterday,2\n", "line 3: its time is none")]
    [InlineData("timestamp,value\n2026-01-01T00:00:00Z,1\n2026-01-01T01:00:00Z,-2\n", "line 3: its count is no number")]
    [InlineData("timestamp,value\n2026-01-01T00:00:00Z,1\n2026-01-01T00:00:00Z,2\n", "two rows have the same time")]
    [InlineData("timestamp,value\n2026-01-01T00:00:00Z,1\n2026-01-02T00:00:00Z,2\n", "more than an hour apart")]
    [InlineData("timestamp,value\n2026-01-01T00:00:00Z\n", "line 2: too few columns")]
    [InlineData("timestamp,value\n", "fewer than two rows")]
    public async Task A_bad_file_is_said_to_be_one_with_its_line(string csv, string expected)
    {
        Assert.Equal(2, await RunAsync("baseline", "--service", "a", "--csv", _history.Folder.Write("demand.csv", csv)));
        Assert.Contains(expected, _error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Demand_from_a_file_gives_documents_that_check_accepts()
    {
        Assert.Equal(0, await RunAsync("baseline", "--service", "taxi", "--csv", Taxis, "--output", "yaml"));
        var documents = _output.ToString();
        Assert.Contains("with it you would have breached 1 time in 6 weeks, on 2015-01-27", documents, StringComparison.Ordinal);

        _history.Folder.Write(documents + "---\napiVersion: slaagent.io/v1\nkind: ModelService\nmetadata: { name: taxi }\nspec: { server: vllm, url: \"http://127.0.0.1:9\", model: m, traffic: { interval: 15s } }\n");
        Assert.True(await RunAsync("check", _history.Folder.Config) == 0, _error.ToString());
        Assert.Contains("2 agreement(s), 2 objective(s)", _output.ToString(), StringComparison.Ordinal);
        Assert.Equal("", _error.ToString());
    }

    [Fact]
    public async Task The_week_is_drawn_without_any_escape()
    {
        Assert.Equal(0, await RunAsync("baseline", "--service", "taxi", "--csv", Taxis, "--weeks", "31"));
        var lines = _output.ToString().Split('\n');

        Assert.All(new[] { "Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun" }, day => Assert.Single(lines, line => line.TrimStart().StartsWith(day + " ", StringComparison.Ordinal) && line.Trim().Length == 28));
        Assert.DoesNotContain('\u001b', _output.ToString());
        Assert.Contains(lines, line => line.Contains("unusual", StringComparison.Ordinal) && line.Contains("2014-11-27", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_ledger_made_by_the_real_pipeline_is_read_beside_its_agent()
    {
        // In the fourth of six weeks an outage of two hours; 100 ms but for the fifth week's 400.
        var outage = BaselineHistoryFolder.End.AddDays(-21).AddHours(30);
        await _history.FillAsync(6, at => at >= outage && at < outage.AddHours(2) ? (Outcome.Http5xx, 5)
            : (Outcome.Success, at >= BaselineHistoryFolder.End.AddDays(-14) && at < BaselineHistoryFolder.End.AddDays(-7) ? 400 : 100));

        Assert.True(await BaselineAsync("--output", "json") == 0, _error.ToString());
        var objectives = JsonDocument.Parse(_output.ToString()).RootElement.GetProperty("objectives");
        var (availability, latency) = (objectives[0], objectives[1]);

        Assert.Equal(6, availability.GetProperty("wholeWeeks").GetInt32());
        Assert.Equal([0, 0, 0, 24, 0, 0], availability.GetProperty("weeks").EnumerateArray().Select(week => week.GetProperty("bad").GetInt32()));
        Assert.All(availability.GetProperty("weeks").EnumerateArray(), week => Assert.Equal(2016, week.GetProperty("good").GetInt32() + week.GetProperty("bad").GetInt32()));
        Assert.Equal(0.998, availability.GetProperty("internal").GetProperty("target").GetDouble());
        Assert.Equal(0.98, availability.GetProperty("external").GetProperty("target").GetDouble());
        var breach = Assert.Single(availability.GetProperty("internal").GetProperty("breaches").EnumerateArray());
        Assert.Equal(outage, breach.GetProperty("from").GetDateTimeOffset());
        Assert.Equal(0.12, latency.GetProperty("internal").GetProperty("thresholdSeconds").GetDouble());
        Assert.Equal(0.5, latency.GetProperty("external").GetProperty("thresholdSeconds").GetDouble());

        Assert.Equal(0, await BaselineAsync());
        Assert.Contains("with it you would have breached 1 time in 6 weeks, on " + outage.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), _output.ToString(), StringComparison.Ordinal);

        Assert.Equal(0, await BaselineAsync("--output", "yaml"));
        _history.Folder.Write(_output + "---\n" + BaselineHistoryFolder.Service);
        Assert.True(await RunAsync("check", _history.Folder.Config) == 0, _error.ToString());
        Assert.Contains("2 agreement(s), 4 objective(s)", _output.ToString(), StringComparison.Ordinal);
        Assert.Equal("", _error.ToString());
    }

    [Fact]
    public async Task Too_short_a_history_supports_nothing_and_says_what_it_cannot()
    {
        await _history.FillAsync(1, _ => (Outcome.Success, 100));
        _history.Ledger!.Dispose();

        Assert.Equal(1, await BaselineAsync());
        Assert.Contains("1 week of history: how weeks differ is not known", _output.ToString(), StringComparison.Ordinal);
        Assert.Contains("this history supports no target", _error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Counts_of_another_indicator_are_not_mixed_in_and_that_is_said()
    {
        await _history.FillAsync(2, _ => (Outcome.Success, 100));
        _history.Folder.Write(File.ReadAllText(_history.Folder.Config).Replace("threshold: 2s", "threshold: 1s", StringComparison.Ordinal));

        Assert.Equal(0, await BaselineAsync("--output", "json"));
        var latency = JsonDocument.Parse(_output.ToString()).RootElement.GetProperty("objectives")[1];
        Assert.Equal(0, latency.GetProperty("wholeWeeks").GetInt32());
        Assert.Contains(latency.GetProperty("unsaid").EnumerateArray(), sentence => sentence.GetString()!.Contains("not mixed in", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Without_a_ledger_it_is_said_where_one_was_looked_for()
    {
        _history.Folder.Write(BaselineHistoryFolder.Service);
        Assert.Equal(2, await BaselineAsync());
        Assert.Contains("no agreement is about service 'chat'", _error.ToString(), StringComparison.Ordinal);

        await _history.FillAsync(0, _ => (Outcome.Success, 100));
        Assert.Equal(3, await RunAsync("baseline", "--service", "chat", "--config", _history.Folder.Config, "--state", "/nowhere"));
        Assert.Contains("there is no ledger in /nowhere", _error.ToString(), StringComparison.Ordinal);
        Assert.Equal(2, await RunAsync("baseline", "--service", "chut", "--config", _history.Folder.Config));
        Assert.Contains("no service 'chut', but chat", _error.ToString(), StringComparison.Ordinal);
        Assert.Equal(2, await BaselineAsync("--sla", "then"));
        Assert.Contains("but now", _error.ToString(), StringComparison.Ordinal);
        Assert.Equal(2, await BaselineAsync("--time-zone", "Mars/Olympus"));
        Assert.Contains("write an IANA name", _error.ToString(), StringComparison.Ordinal);
    }

    public void Dispose()
    {
        _history.Dispose();
        _output.Dispose();
        _error.Dispose();
    }

    private Task<int> BaselineAsync(params string[] more) => RunAsync(["baseline", "--service", "chat", "--config", _history.Folder.Config, "--state", _history.Folder.State, .. more]);

    private Task<int> RunAsync(params string[] arguments)
    {
        _output.GetStringBuilder().Clear();
        _error.GetStringBuilder().Clear();
        return AgentCommandLine.RunAsync(arguments, _output, _error);
    }
}
