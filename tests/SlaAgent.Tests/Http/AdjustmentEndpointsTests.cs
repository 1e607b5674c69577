using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using SlaAgent.Commands;
using SlaAgent.Core.Evidence;
using SlaAgent.Core.Windows;
using SlaAgent.Http;
using SlaAgent.Ledger;
using SlaAgent.Ledger.Chain;
using SlaAgent.Tests.Hosting;

namespace SlaAgent.Tests.Http;

[Collection("agent in this process")]
public sealed class AdjustmentEndpointsTests
{
    private static readonly JsonElement s_document = JsonDocument.Parse(OpenApiEndpoint.Open()).RootElement.Clone();

    private static readonly DateTimeOffset s_hour = new(DateTimeOffset.UtcNow.UtcTicks / TimeSpan.TicksPerHour * TimeSpan.TicksPerHour, TimeSpan.Zero);

    private static string Yaml => Documents.Service("one", Documents.Nobody) + Documents.Agreement("one-sla", "one", Documents.Available()).Replace("rolling: 1h", "rolling: 1d", StringComparison.Ordinal) + Documents.Agent("evaluation: { interval: 100ms }");

    [Fact]
    public async Task Time_that_has_passed_is_excluded_with_original_and_adjusted_figures_and_stays_so_after_a_restart()
    {
        var folder = await PreparedAsync();
        await using (var agent = await RunningAgent.StartAsync(Yaml, folder))
        {
            var (status, made) = await PostAsync(agent, Body(s_hour.AddHours(-4), s_hour.AddHours(-3)));
            Assert.Equal(HttpStatusCode.Created, status);
            var objective = made.GetProperty("objectives")[0];
            Assert.Equal(("availability", 0, 600), (objective.GetProperty("objective").GetString(), objective.GetProperty("good").GetInt64(), objective.GetProperty("bad").GetInt64()));
            var (original, adjusted) = (objective.GetProperty("original"), objective.GetProperty("adjusted"));

            // Probes go on failing meanwhile.
            Assert.InRange(original.GetProperty("events").GetInt64() - adjusted.GetProperty("events").GetInt64(), 500, 600);
            Assert.Equal(original.GetProperty("good").GetInt64(), adjusted.GetProperty("good").GetInt64());

            using var list = await agent.GetAsync("/api/v1/adjustments?sla=one-sla");
            var shown = Assert.Single(JsonDocument.Parse(await list.Content.ReadAsStringAsync()).RootElement.EnumerateArray());
            Assert.Equal(made.GetProperty("id").GetString(), shown.GetProperty("id").GetString());
            Assert.Equal(JsonValueKind.Null, shown.GetProperty("objectives")[0].GetProperty("original").ValueKind);

            var (again, problem) = await PostAsync(agent, Body(s_hour.AddHours(-4), s_hour.AddHours(-3)));
            Assert.Equal(HttpStatusCode.Conflict, again);
            Assert.StartsWith("There is nothing left to take out", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);

            var record = Assert.Single(LedgerReader.Read(folder.State).Entries.Select(entry => entry.Evidence).OfType<EvidenceItem.Adjusted>()).Adjustment;
            Assert.Equal(("ana", "the customer's proxy was down", 600L), (record.By, record.Reason, record.Hours.Sum(hour => hour.Taken.Bad)));
            await agent.ReloadAsync(Yaml.Replace("90%", "91%", StringComparison.Ordinal));
            Assert.Single(agent.Server.Runtime.State.Current!.Snapshot.Adjustments);
        }
    }

    [Fact]
    public async Task The_command_says_what_was_taken()
    {
        await using var agent = await RunningAgent.StartAsync(Yaml, await PreparedAsync());
        using var output = new StringWriter();
        using var error = new StringWriter();
        string[] call =
        [
            "adjust", "--sla", "one-sla", "--from", Time(s_hour.AddHours(-4)), "--to", Time(s_hour.AddHours(-3)), "--by", "ana", "--reason", "proxy", "--url", agent.Server.Address.ToString(),
        ];
        Assert.Equal((0, ""), (await AgentCommandLine.RunAsync(call, output, error), error.ToString()));
        Assert.Contains("  availability: took 0 good and 600 bad", output.ToString(), StringComparison.Ordinal);
        Assert.Contains("    original ", output.ToString(), StringComparison.Ordinal);
        Assert.NotEqual(0, await AgentCommandLine.RunAsync(call, output, error));
        Assert.StartsWith("slaagent: There is nothing left to take out", error.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("null", 400, "JSON object")]
    [InlineData("{\"sla\":\"one-sla\"}", 400, "'from' is missing")]
    [InlineData("{\"sla\":\"one-sla\",\"from\":\"2026-01-01T00:00:00\",\"to\":\"2026-01-01T01:00:00Z\",\"by\":\"a\",\"reason\":\"b\"}", 400, "'from' is not a time with its offset")]
    [InlineData("{\"sla\":\"one-sla\",\"from\":\"2026-01-01T00:00:00Z\",\"to\":\"tomorrow\",\"by\":\"a\",\"reason\":\"b\"}", 400, "'to' is not a time with its offset")]
    [InlineData("{\"sla\":\"one-sla\",\"from\":\"2026-01-01T02:00:00Z\",\"to\":\"2026-01-01T01:00:00Z\",\"by\":\"a\",\"reason\":\"b\"}", 400, "'to' is not after 'from'")]
    [InlineData("{\"sla\":\"none\",\"from\":\"2026-01-01T00:00:00Z\",\"to\":\"2026-01-01T01:00:00Z\",\"by\":\"a\",\"reason\":\"b\"}", 404, "no agreement 'none'")]
    [InlineData("{\"sla\":\"one-sla\",\"from\":\"2020-01-01T00:00:00Z\",\"to\":\"2020-01-01T01:00:00Z\",\"by\":\"a\",\"reason\":\"b\"}", 409, "Nothing is kept of one-sla")]
    [InlineData("{\"sla\":\"one-sla\",\"from\":\"2126-01-01T00:00:00Z\",\"to\":\"2126-01-01T01:00:00Z\",\"by\":\"a\",\"reason\":\"b\"}", 400, "can be adjusted now")]
    public async Task What_cannot_be_had_is_refused_with_what_to_do(string body, int status, string detail)
    {
        await using var agent = await RunningAgent.StartAsync(Yaml);
        var (code, problem) = await PostAsync(agent, body);
        Assert.Contains(detail, problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Equal(status, (int)code);
    }

    private static string Time(DateTimeOffset time) => FormattableString.Invariant($"{time.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss'Z'}");

    private static string Body(DateTimeOffset from, DateTimeOffset to) => $$"""{"sla":"one-sla","from":"{{Time(from)}}","to":"{{Time(to)}}","by":"ana","reason":"the customer's proxy was down"}""";

    /// <summary>A state folder with ten hours of counts, one of them bad.</summary>
    private static async Task<AgentFolder> PreparedAsync()
    {
        var folder = new AgentFolder();
        folder.Write(Yaml);
        var configuration = ConfigurationSource.Load([folder.Config]).Configuration!;
        var series = Terms.Of(configuration.Services[0], configuration.Agreements[0]).Objectives[0].Series!;
        using var ledger = StateLedger.Open(new LedgerOptions { Folder = folder.State, MergeLatencies = SlotLatencies.Merge }, TimeProvider.System, NullLogger.Instance);
        ledger.Enqueue(new()
        {
            Slots =
            [
                .. Enumerable.Range(-10, 9).SelectMany(hour => Enumerable.Range(0, 60).Select(minute => new SlotRecord(
                    series, s_hour.AddHours(hour).AddMinutes(minute), TimeSpan.FromMinutes(1), hour == -4 ? 0 : 10, hour == -4 ? 10 : 0, TimeSpan.FromMinutes(1), default, default)
                {
                    Reasons = hour == -4 ? "http_5xx 10" : "",
                })),
            ],
        });
        Assert.True(await ledger.FlushAsync());
        return folder;
    }

    private static async Task<(HttpStatusCode Status, JsonElement Body)> PostAsync(RunningAgent agent, string body)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var answer = await agent.Http.PostAsync(new Uri(agent.Server.Address, "/api/v1/adjustments"), content);
        var json = JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement;
        var schema = s_document.GetProperty("paths").GetProperty("/api/v1/adjustments").GetProperty("post").GetProperty("responses").GetProperty(((int)answer.StatusCode).ToString(System.Globalization.CultureInfo.InvariantCulture))
            .GetProperty("content").EnumerateObject().Single().Value.GetProperty("schema");
        ApiSchema.AssertValid(s_document, schema, json);
        return (answer.StatusCode, json);
    }
}
