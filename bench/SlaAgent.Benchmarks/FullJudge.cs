using SlaAgent.Core;
using SlaAgent.Core.Contracts;
using SlaAgent.Core.Samples;
using SlaAgent.Core.Time;

namespace SlaAgent.Benchmarks;

/// <summary>
/// A judge of 100 objectives whose windows of 30 days are full: 25 services of two probes, each probe with an availability and a latency objective, one
/// result every ten seconds, one in two thousand bad.
/// </summary>
internal sealed class FullJudge
{
    private const int Services = 25;
    private const int ResultsKept = 4096;
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Window = TimeSpan.FromDays(30);

    private readonly Judge _judge;
    private readonly ModelService[] _services;
    private readonly Random _random = new(1);
    private Instant _now = new(new DateTime(2026, 3, 2, 12, 0, 0, DateTimeKind.Utc).Ticks);
    private int _service;
    private int _results;

    public FullJudge()
    {
        _services = [.. Enumerable.Range(0, Services).Select(Service)];
        var configuration = new AgentConfiguration(new AgentSettings(), [.. _services], [.. _services.Select(s => Agreement(s))]);
        _judge = new Judge(configuration, new JudgeContext(AgentPosition.Outside), Clock);
        for (var round = 0; round < Window / Interval * 1.05; round++)
        {
            ObserveAll();
            if (round % 60 == 0)
            {
                Evaluate();
                Drain();
            }
        }
    }

    /// <summary>How many objectives are judged.</summary>
    public int Objectives => Services * 4;

    /// <summary>How many results one round of all probes brings.</summary>
    public int Results => Services * 2;

    private ClockReading Clock => new(_now, TimeSpan.Zero);

    /// <summary>Takes a new result of every probe.</summary>
    public void ObserveAll()
    {
        foreach (var service in _services)
        {
            foreach (var probe in service.Probes)
            {
                _judge.Observe(Result(service, probe));
            }
        }

        _now += Interval;
    }

    /// <summary>A result to be observed; made apart, so that making it is not measured.</summary>
    public ProbeResult NextResult()
    {
        var service = _services[_service++ / 2 % Services];
        return Result(service, service.Probes[_service % 2]);
    }

    public bool Observe(ProbeResult result)
    {
        var known = _judge.Observe(result);
        if (++_results % ResultsKept == 0)
        {
            Drain();
        }

        return known;
    }

    public Evaluation Evaluate() => _judge.Evaluate(Clock);

    /// <summary>Lets the tenth of a second pass in which nothing new has come.</summary>
    public void Wait() => _now += TimeSpan.FromMilliseconds(100);

    public void Drain() => _judge.DrainSlots(Clock);

    private static ModelService Service(int number) => new()
    {
        Name = $"model-{number}", Server = "openai", Url = new Uri("http://127.0.0.1:8000"),
        Probes = [Probe("short"), Probe("long")],
    };

    private static Probe Probe(string name) => new(name, Interval, TimeSpan.FromSeconds(10), new ProbeRequest.Inference { Prompt = "hi" });

    private static ServiceLevelAgreement Agreement(ModelService service) => new()
    {
        Name = service.Name, Service = service.Name, Scope = AgreementScope.Service, Window = Window,
        Objectives = [.. service.Probes.SelectMany(probe => new[] { Availability(probe), Latency(probe) })],
    };

    private static Objective Availability(Probe probe) => new()
    {
        Name = $"availability-{probe.Name}", Indicator = new Indicator.Availability { Probe = probe.Name }, Target = 0.999m, MinimumSamples = 1000,
    };

    private static Objective Latency(Probe probe) => new()
    {
        Name = $"latency-{probe.Name}",
        Indicator = new Indicator.Latency { Probe = probe.Name, Percentile = 0.95m, Threshold = TimeSpan.FromSeconds(1) },
        Target = 0.95m,
        MinimumSamples = 20,
    };

    private ProbeResult Result(ModelService service, Probe probe)
    {
        var outcome = _random.Next(2000) == 0 ? Outcome.Http5xx : Outcome.Success;
        var wait = TimeSpan.FromMilliseconds(50 * Math.Exp(3 * _random.NextDouble()));
        return new()
        {
            Service = service.Name, Probe = probe.Name, ScheduledAt = _now, ScheduleDelay = TimeSpan.Zero, Interval = Interval, Outcome = outcome,
            Phases = new Phases(default, default, default, default, wait, default, default),
            Detail = outcome == Outcome.Success ? null : "status 500",
        };
    }
}
