using Microsoft.Extensions.Logging.Abstractions;
using SlaAgent.Commands;
using SlaAgent.Core;
using SlaAgent.Core.Baselines;
using SlaAgent.Core.Contracts;
using SlaAgent.Core.Samples;
using SlaAgent.Core.Time;
using SlaAgent.Core.Windows;
using SlaAgent.Ledger;
using SlaAgent.Tests.Hosting;

namespace SlaAgent.Tests.Commands.Baselines;

/// <summary>A configuration, and a ledger with the weeks up to now in it: a probe every five minutes went through the real judge, whose counts the real ledger made durable.</summary>
internal sealed class BaselineHistoryFolder : IDisposable
{
    public const string Service = """
        apiVersion: slaagent.io/v1
        kind: ModelService
        metadata: { name: chat }
        spec:
          server: http
          url: http://127.0.0.1:9
          model: m
          probes: [ { name: ask, interval: 5m, timeout: 10s, inference: { path: /ask, request: { text: hi } } } ]
        """;

    private const string Agreement = """

        ---
        apiVersion: slaagent.io/v1
        kind: ServiceLevelAgreement
        metadata: { name: now }
        spec:
          service: chat
          objectives:
            - { name: availability, availability: { probe: ask }, target: 99% }
            - { name: latency, latency: { probe: ask, percentile: 95, threshold: 2s } }

        """;

    public AgentFolder Folder { get; } = new();

    public StateLedger? Ledger { get; private set; }

    public static DateTimeOffset End { get; } = BaselineHistory.HourOf(DateTimeOffset.UtcNow);

    /// <summary>Writes configuration and ledger, which stays open as a running agent's would.</summary>
    /// <param name="weeks">Weeks of history.</param>
    /// <param name="answer">What became of the probe at an instant, and after how many milliseconds.</param>
    public async Task FillAsync(int weeks, Func<DateTimeOffset, (Outcome Outcome, double Milliseconds)> answer)
    {
        Folder.Write(Service + Agreement);
        var configuration = ConfigurationSource.Load([Folder.Config]).Configuration!;
        var probe = configuration.Services[0].Probes[0];
        Ledger = StateLedger.Open(new LedgerOptions { Folder = Folder.State, MergeLatencies = SlotLatencies.Merge }, TimeProvider.System, NullLogger.Instance);
        var start = new Instant(End.AddDays(-7 * weeks).UtcTicks);
        var judge = new Judge(configuration, new JudgeContext(AgentPosition.Outside), new ClockReading(start, default));
        for (var at = start; at < new Instant(End.UtcTicks); at += probe.Interval)
        {
            var (outcome, milliseconds) = answer(new DateTimeOffset(at.Ticks, TimeSpan.Zero));
            judge.Observe(new ProbeResult
            {
                Service = "chat", Probe = "ask", ScheduledAt = at, ScheduleDelay = TimeSpan.Zero, Interval = probe.Interval, Outcome = outcome,
                Phases = new Phases(default, default, default, default, TimeSpan.FromMilliseconds(milliseconds), default, default),
            });
            if ((at.Ticks + probe.Interval.Ticks) % TimeSpan.TicksPerHour == 0)
            {
                var clock = new ClockReading(at + probe.Interval, default);
                judge.Evaluate(clock);
                Ledger.Enqueue(new LedgerBatch { Slots = judge.DrainSlots(clock) });
            }
        }

        Assert.True(await Ledger.FlushAsync());
    }

    public void Dispose()
    {
        Ledger?.Dispose();
        Folder.Dispose();
    }
}
