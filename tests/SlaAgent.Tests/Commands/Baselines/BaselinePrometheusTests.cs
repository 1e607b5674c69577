using System.Globalization;
using System.Text;
using System.Text.Json;
using SlaAgent.Commands;
using SlaAgent.Tests.Hosting;

namespace SlaAgent.Tests.Commands.Baselines;

[Collection("agent in this process")]
public sealed class BaselinePrometheusTests : IDisposable
{
    private const int Minutes = 10;

    private readonly AgentFolder _folder = new();
    private readonly StringWriter _output = new();
    private readonly StringWriter _error = new();

    [Fact]
    public async Task Six_weeks_in_a_real_Prometheus_give_what_they_would_from_the_ledger()
    {
        // Two agents; in the fourth week one of them saw an outage of two hours. Answers take up to 300 ms.
        var end = BaselineHistoryFolder.End;
        var outage = end.AddDays(-21).AddHours(30);
        await using var prometheus = new PrometheusWithHistory();
        await prometheus.StartAsync(Past(end, 6, outage));
        _folder.Write(BaselineHistoryFolder.Service + Documents.Agreement("now", "chat", Documents.Available(probe: "ask"), Documents.Fast("latency", "2s", "ask")).Insert(0, "\n---\n"));

        Assert.True(await RunAsync("baseline", "--service", "chat", "--config", _folder.Config, "--prometheus", prometheus.Url.ToString(), "--output", "json") == 0, _error.ToString());

        var objectives = JsonDocument.Parse(_output.ToString()).RootElement.GetProperty("objectives");
        var (availability, latency) = (objectives[0], objectives[1]);
        Assert.True(availability.GetProperty("wholeWeeks").GetInt32() >= 5, _output.ToString());
        Assert.InRange(availability.GetProperty("weeks").EnumerateArray().Sum(week => week.GetProperty("bad").GetInt32()), 110, 130);
        var breach = Assert.Single(availability.GetProperty("internal").GetProperty("breaches").EnumerateArray());
        Assert.InRange(breach.GetProperty("from").GetDateTimeOffset(), outage, outage.AddHours(2));
        Assert.Equal(0.3, latency.GetProperty("internal").GetProperty("thresholdSeconds").GetDouble());

        Assert.Equal(0, await RunAsync("baseline", "--service", "chat", "--prometheus", prometheus.Url.ToString(), "--query", "sum(rate(sla_objective_events_total{objective=\"availability\"}[1h]))", "--output", "yaml"));
        Assert.Contains("throughput: { source: traffic, measure: requests, atLeast: 0.03/s, whenIdle: include }", _output.ToString(), StringComparison.Ordinal);
        Assert.Equal(2, await RunAsync("baseline", "--service", "chat", "--prometheus", prometheus.Url.ToString(), "--query", "rate("));
        Assert.Contains("refuses the query", _error.ToString(), StringComparison.Ordinal);
        Assert.Equal(2, await RunAsync("baseline", "--service", "chat", "--prometheus", prometheus.Url.ToString(), "--query", "sla_objective_events_total"));
        Assert.Contains("the query gives 4 series", _error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_does_not_answer_or_is_no_Prometheus_is_said_to_be_so()
    {
        Assert.Equal(3, await RunAsync("baseline", "--service", "chat", "--prometheus", "http://127.0.0.1:9", "--query", "up"));
        Assert.Contains("Prometheus at http://127.0.0.1:9/ does not answer", _error.ToString(), StringComparison.Ordinal);

        await using var other = await FakeModelServer.StartAsync();
        Assert.Equal(3, await RunAsync("baseline", "--service", "chat", "--prometheus", other.Url.ToString(), "--query", "up"));
        Assert.Contains("no answer of Prometheus", _error.ToString(), StringComparison.Ordinal);
    }

    public void Dispose()
    {
        _folder.Dispose();
        _output.Dispose();
        _error.Dispose();
    }

    private Task<int> RunAsync(params string[] arguments)
    {
        _output.GetStringBuilder().Clear();
        _error.GetStringBuilder().Clear();
        return AgentCommandLine.RunAsync(arguments, _output, _error);
    }

    // Ten events every ten minutes from each of two agents.
    private static string Past(DateTimeOffset end, int weeks, DateTimeOffset outage)
    {
        var text = new StringBuilder();
        var families = new Dictionary<string, StringBuilder>(StringComparer.Ordinal);
        for (var agent = 0; agent < 2; agent++)
        {
            var (good, bad) = (0, 0);
            for (var at = end.AddDays(-7 * weeks).AddMinutes(-Minutes); at <= end; at = at.AddMinutes(Minutes))
            {
                var isOut = agent == 1 && at > outage && at <= outage.AddHours(2);
                (good, bad) = (good + (isOut ? 0 : 10), bad + (isOut ? 10 : 0));
                var time = at.ToUnixTimeSeconds();
                Add(families, "sla_objective_good_events", $"_total{{instance=\"{agent}\",sla=\"now\",service=\"chat\",objective=\"availability\"}} {good} {time}");
                Add(families, "sla_objective_events", $"_total{{instance=\"{agent}\",sla=\"now\",service=\"chat\",objective=\"availability\"}} {good + bad} {time}");
                Add(families, "sla_objective_good_events", $"_total{{instance=\"{agent}\",sla=\"now\",service=\"chat\",objective=\"latency\"}} {good} {time}");
                Add(families, "sla_objective_events", $"_total{{instance=\"{agent}\",sla=\"now\",service=\"chat\",objective=\"latency\"}} {good + bad} {time}");
                AddHistogram(families, $"instance=\"{agent}\",service=\"chat\",probe=\"ask\",outcome_class=\"good\"", [("0.1", good / 2), ("0.3", good), ("+Inf", good)], time);
                AddHistogram(families, $"instance=\"{agent}\",service=\"chat\",probe=\"ask\",outcome_class=\"bad\"", [("0.1", bad), ("0.3", bad), ("+Inf", bad)], time);
            }
        }

        foreach (var (name, lines) in families)
        {
            text.Append(CultureInfo.InvariantCulture, $"# TYPE {name} {(name.EndsWith("_seconds", StringComparison.Ordinal) ? "histogram" : "counter")}\n").Append(lines);
        }

        return text.Append("# EOF\n").ToString();
    }

    private static void Add(Dictionary<string, StringBuilder> families, string family, FormattableString sample)
    {
        if (!families.TryGetValue(family, out var lines))
        {
            families[family] = lines = new StringBuilder();
        }

        lines.Append(family).Append(sample.ToString(CultureInfo.InvariantCulture)).Append('\n');
    }

    private static void AddHistogram(Dictionary<string, StringBuilder> families, string labels, (string Bound, int Count)[] buckets, long time)
    {
        foreach (var (bound, count) in buckets)
        {
            Add(families, "sla_probe_duration_seconds", $"_bucket{{{labels},le=\"{bound}\"}} {count} {time}");
        }

        Add(families, "sla_probe_duration_seconds", $"_count{{{labels}}} {buckets[^1].Count} {time}");
        Add(families, "sla_probe_duration_seconds", $"_sum{{{labels}}} {buckets[^1].Count} {time}");
    }
}
