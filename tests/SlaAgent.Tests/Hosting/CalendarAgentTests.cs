using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using SlaAgent.Commands;
using SlaAgent.Configuration.TimeZones;
using SlaAgent.Core;
using SlaAgent.Core.Contracts;
using SlaAgent.Core.Evidence;
using SlaAgent.Core.Snapshots;
using SlaAgent.Core.Time;
using SlaAgent.Core.Windows;
using SlaAgent.Ledger;
using SlaAgent.Ledger.Chain;

namespace SlaAgent.Tests.Hosting;

[Collection("agent in this process")]
public sealed class CalendarAgentTests
{
    private const string Zone = "Asia/Tokyo";

    private static string Yaml(string window) => Documents.Service("one", Documents.Nobody)
        + Documents.Agreement("one-sla", "one", Documents.Available()).Replace("{ rolling: 1h }", window, StringComparison.Ordinal) + Documents.Agent();

    [Fact]
    public async Task A_day_that_ended_while_the_agent_was_not_running_is_closed_from_the_ledger_and_goes_on_the_record()
    {
        var folder = new AgentFolder();
        var days = new CalendarPeriods(CalendarUnit.Day, ZoneData.Get(Zone));
        var day = days.Holding(days.Holding(DateTimeOffset.UtcNow).From.AddDays(-2));
        await PrepareAsync(folder, day);
        await using (var agent = await RunningAgent.StartAsync(Yaml($"{{ calendar: day, timeZone: {Zone} }}"), folder))
        {
            var shown = await UntilAsync(agent, agreement => agreement.GetProperty("lastPeriod").ValueKind == JsonValueKind.Object);
            var (last, window) = (shown.GetProperty("lastPeriod"), shown.GetProperty("window"));
            var objective = last.GetProperty("objectives")[0];
            Assert.Equal((day.From, day.To), (last.GetProperty("from").GetDateTimeOffset(), last.GetProperty("to").GetDateTimeOffset()));
            Assert.Equal((50, 60, "breached"), (objective.GetProperty("good").GetInt64(), objective.GetProperty("events").GetInt64(), objective.GetProperty("status").GetString()));
            Assert.Equal(("calendar", "day", Zone), (window.GetProperty("kind").GetString(), window.GetProperty("unit").GetString(), window.GetProperty("timeZone").GetString()));
            Assert.True(window.GetProperty("from").GetDateTimeOffset() > day.To);

            await agent.StopAsync();
            var closed = Assert.Single(LedgerReader.Read(folder.State).Entries, entry => entry.Evidence is EvidenceItem.PeriodClosed);
            Assert.Equal((day.From, 60L), (((EvidenceItem.PeriodClosed)closed.Evidence).Period.From, ((EvidenceItem.PeriodClosed)closed.Evidence).Period.Objectives[0].Events));
        }
    }

    [Fact]
    public async Task A_reload_between_the_calendar_and_a_window_that_moves_keeps_what_was_counted_and_only_the_calendar_has_a_forecast()
    {
        var folder = new AgentFolder();
        await using var agent = await RunningAgent.StartAsync(Yaml("{ calendar: year }"), folder);
        var before = Events(await UntilAsync(agent, agreement => Events(agreement) > 5));
        Assert.NotEmpty((await agent.ScrapeAsync()).Of("sla_objective_error_budget_forecast_ratio", ("bound", "upper")));
        foreach (var window in new[] { "{ rolling: 1h }", "{ calendar: month }" })
        {
            Assert.True((await agent.ReloadAsync(Yaml(window))).Applied);
            var shown = await UntilAsync(agent, agreement => agreement.GetProperty("window").GetProperty("kind").GetString() == (window.Contains("month", StringComparison.Ordinal) ? "calendar" : "rolling"));
            Assert.True(Events(shown) >= before, $"{Events(shown)} after {before}");
            before = Events(shown);
        }
    }

    private static async Task PrepareAsync(AgentFolder folder, Period day)
    {
        folder.Write(Yaml($"{{ calendar: day, timeZone: {Zone} }}"));
        var configuration = ConfigurationSource.Load([folder.Config]).Configuration!;
        var series = new Judge(configuration, new JudgeContext(AgentPosition.Outside) { ZoneOf = ZoneData.Get }, new ClockReading(new Instant(day.From.UtcTicks), TimeSpan.Zero)).SeriesToRestore[0];
        using var ledger = StateLedger.Open(new() { Folder = folder.State, MergeLatencies = SlotLatencies.Merge }, TimeProvider.System, NullLogger.Instance);
        var hour = TimeSpan.FromHours(1);
        ledger.Enqueue(new LedgerBatch
        {
            Slots = [.. Enumerable.Range(0, 24).Select(i => new SlotRecord(series, day.From + (i * hour), hour, i == 0 ? 50 : 0, i == 20 ? 10 : 0, hour, TimeSpan.Zero, default))],
            Facts = [new("period/one-sla", JsonSerializer.Serialize(new PastPeriod("one-sla", day.From, null), EvidenceJson.Default.PastPeriod))],
        });
        Assert.True(await ledger.FlushAsync());
    }

    private static long Events(JsonElement agreement) => agreement.GetProperty("objectives")[0].GetProperty("events").GetInt64();

    private static async Task<JsonElement> UntilAsync(RunningAgent agent, Func<JsonElement, bool> isSo)
    {
        var started = TimeProvider.System.GetTimestamp();
        while (true)
        {
            var (_, shown) = await agent.JsonAsync("/api/v1/slas/one-sla");
            if (isSo(shown))
            {
                return shown;
            }

            Assert.True(TimeProvider.System.GetElapsedTime(started) < TimeSpan.FromMinutes(1), "in vain: " + shown);
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }
    }
}
