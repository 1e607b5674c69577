using System.Diagnostics;
using System.Globalization;
using SlaAgent.Core;
using SlaAgent.Core.Contracts;
using SlaAgent.Core.Evidence;
using SlaAgent.Core.Exclusions;
using SlaAgent.Core.Samples;
using SlaAgent.Core.Time;

namespace SlaAgent.Benchmarks;

/// <summary>
/// Thirteen months of one probe a second through the judge, on one thread: an outage of ten minutes a week, one result in two thousand bad, an hour left out each Sunday,
/// calendar months of Berlin. What was counted goes where the ledger would take it, every ten seconds.
/// </summary>
internal sealed class MonthsReplay
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private static readonly DateTimeOffset From = new(2026, 1, 31, 23, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset To = new(2027, 2, 28, 23, 0, 0, TimeSpan.Zero);

    private readonly Judge _judge;
    private readonly Probe _probe = new("ask", Second, TimeSpan.FromMilliseconds(900), new ProbeRequest.Inference { Prompt = "hi" });
    private readonly Random _random = new(1);
    private readonly List<ExcludedSpan> _spans = [];
    private Instant _now = new(From.UtcTicks);
    private long _slots;
    private int _periods;

    private MonthsReplay(int objectives)
    {
        var agreement = new ServiceLevelAgreement
        {
            Name = "gold", Service = "chat", Scope = AgreementScope.Service, Calendar = new CalendarWindow(CalendarUnit.Month, "Europe/Berlin"),
            Objectives = [.. Enumerable.Range(0, objectives).Select(Objective)],
        };
        for (var sunday = From.AddHours(5); sunday < To; sunday = sunday.AddDays(7))
        {
            _spans.Add(new ExcludedSpan("gold", "patching", [], sunday, sunday.AddHours(1)));
        }

        var service = new ModelService { Name = "chat", Server = "vllm", Url = new Uri("http://127.0.0.1:8000"), Probes = [_probe] };
        _judge = new Judge(
            new AgentConfiguration(new AgentSettings(), [service], [agreement]), new JudgeContext(AgentPosition.Outside) { ZoneOf = TimeZoneInfo.FindSystemTimeZoneById }, Clock);
        _judge.Exclude(_spans, Clock);
    }

    private ClockReading Clock => new(_now, TimeSpan.Zero);

    /// <summary>Replays, judging each second, and writes what it took.</summary>
    public static void Print(int objectives, TextWriter output)
    {
        var replay = new MonthsReplay(objectives);
        var (watch, before) = (Stopwatch.StartNew(), Environment.CpuUsage.TotalTime);
        var samples = replay.Run();
        var (took, cpu) = (watch.Elapsed, Environment.CpuUsage.TotalTime - before);
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{samples} results, {objectives} objectives, judged each second: {took.TotalSeconds:0.0} s ({cpu.TotalSeconds:0.0} s of CPU), {took.TotalMicroseconds / samples:0.00} µs each; {replay._slots} slots, {replay._periods} months closed; {GC.GetTotalMemory(forceFullCollection: true) / 1024} KiB held at the end"));
        GC.KeepAlive(replay);
    }

    private static Objective Objective(int number) => number % 2 == 0
        ? new() { Name = $"availability-{number}", Indicator = new Indicator.Availability { Probe = "ask" }, Target = 0.999m, MinimumSamples = 1000 }
        : new()
        {
            Name = $"latency-{number}", Target = 0.95m, MinimumSamples = 1000,
            Indicator = new Indicator.Latency { Probe = "ask", Percentile = 0.95m, Threshold = TimeSpan.FromMilliseconds(300) },
        };

    private long Run()
    {
        var samples = 0L;
        for (; _now.Ticks < To.UtcTicks; samples++)
        {
            _judge.Observe(Result(samples));
            _now += Second;
            _judge.Evaluate(Clock);
            if (samples % 10 == 9)
            {
                Drain();
            }
        }

        _now += TimeSpan.FromMinutes(1);
        _judge.Evaluate(Clock);
        Drain();
        return samples;
    }

    private void Drain()
    {
        _slots += _judge.DrainSlots(Clock).Count;
        _judge.TakeRecordChanges();
        _periods += _judge.TakeEvidence().OfType<EvidenceItem.PeriodClosed>().Count();
    }

    private ProbeResult Result(long second)
    {
        var isBad = second % (7 * 86_400) is > 200_000 and < 200_600 || _random.Next(2000) == 0;
        return new ProbeResult
        {
            Service = "chat", Probe = "ask", ScheduledAt = _now, ScheduleDelay = TimeSpan.Zero, Interval = Second, Outcome = isBad ? Outcome.Http5xx : Outcome.Success,
            Phases = new Phases(default, default, default, default, TimeSpan.FromMilliseconds(80 + (_random.NextDouble() * 230)), default, default),
        };
    }
}
