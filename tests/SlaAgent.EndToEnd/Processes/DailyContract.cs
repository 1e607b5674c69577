using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using SlaAgent.Commands;
using SlaAgent.Configuration.TimeZones;
using SlaAgent.Core;
using SlaAgent.Core.Contracts;
using SlaAgent.Core.Time;
using SlaAgent.Core.Windows;
using SlaAgent.Hosting;
using SlaAgent.Ledger;

namespace SlaAgent.EndToEnd.Processes;

/// <summary>
/// An external agreement over calendar days, with consequences, of which three hours have been measured before the agent starts. Its zone is one where it is past noon now, so that no day
/// ends during a test.
/// </summary>
internal sealed class DailyContract
{
    private const int EventsPerMinute = 120;

    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly World _world;
    private readonly DateTimeOffset _now = DateTimeOffset.UtcNow;

    public DailyContract(World world) => _world = world;

    public static string Name => "iris-internal";

    /// <summary>When measuring began: three whole hours ago.</summary>
    public DateTimeOffset From => new DateTimeOffset(_now.UtcTicks - (_now.UtcTicks % TimeSpan.TicksPerHour), TimeSpan.Zero).AddHours(-3);

    private string Zone => (12 - _now.Hour) switch
    {
        0 => "Etc/GMT",
        > 0 and var east => string.Create(CultureInfo.InvariantCulture, $"Etc/GMT-{east}"),
        var west => string.Create(CultureInfo.InvariantCulture, $"Etc/GMT+{-west}"),
    };

    /// <summary>Writes the configuration; its path.</summary>
    public string Write(string target, string consequences) => _world.Folder.Write("sla.yaml", _world
        .Yaml($"    - {{ name: availability, availability: {{ probe: predict }}, target: {target}, minimumSamples: 5 }}\n  consequences: {consequences}")
        .Replace("window: { rolling: 5m }", $"audience: external\n  provider: ML Platform\n  consumer: Acme GmbH\n  window: {{ calendar: day, timeZone: {Zone} }}", StringComparison.Ordinal));

    /// <summary>Puts into the state what was agreed three hours ago, and what has been counted since: in every minute so many bad events as <paramref name="bad"/> says, and the rest good.</summary>
    public async Task MeasureAsync(string config, Func<DateTimeOffset, int> bad)
    {
        var configuration = ConfigurationSource.Load([config]).Configuration!;
        var clock = new ClockReading(new Instant(From.UtcTicks), TimeSpan.Zero);
        var series = new Judge(configuration, new JudgeContext(AgentPosition.Outside) { ZoneOf = ZoneData.Get }, clock).SeriesToRestore[0];

        // Written back then, so that the hours that are over have settled.
        using var ledger = StateLedger.Open(new() { Folder = _world.State, MergeLatencies = SlotLatencies.Merge }, new FakeTimeProvider(From), NullLogger.Instance);
        ledger.Enqueue(new()
        {
            Evidence = RecordFacts.Again(configuration),
            Slots = [.. Enumerable.Range(0, (int)((_now - From) / Minute)).Select(i => From + (i * Minute)).Select(at => Slot(series, at, bad(at)))],
        });
        Assert.True(await ledger.FlushAsync());
    }

    /// <summary>The report of the present day, as JSON, from a state folder or by other arguments.</summary>
    public async Task<JsonNode> ReportAsync(params string[] arguments) => JsonNode.Parse(await ReportTextAsync(["--format", "json", .. arguments]))!;

    /// <summary>The report as it is written.</summary>
    public async Task<string> ReportTextAsync(params string[] arguments)
    {
        var file = System.IO.Path.Combine(_world.Folder.Path, Guid.NewGuid().ToString("N"));
        var (exit, output) = await AgentProcess.RunAsync(["report", "--sla", Name, "--out", file, .. arguments]);
        Assert.True(exit == 0, output);
        return await File.ReadAllTextAsync(file);
    }

    private static SlotRecord Slot(string series, DateTimeOffset at, int bad) =>
        new(series, at, Minute, EventsPerMinute - bad, bad, Minute, TimeSpan.Zero, default) { Reasons = bad == 0 ? "" : SlotReasons.Write([new("http_5xx", bad)]) };
}
