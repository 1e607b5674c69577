using System.Threading.Channels;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using SlaAgent.Commands;
using SlaAgent.Core;
using SlaAgent.Core.Contracts;
using SlaAgent.Core.Samples;
using SlaAgent.Evaluations;
using SlaAgent.Hosting;
using SlaAgent.Telemetry;
using SlaAgent.Traffic;

namespace SlaAgent.Tests.Hosting;

[Collection("agent in this process")]
public sealed class EvaluationLoopTests : IDisposable
{
    private readonly FakeTimeProvider _time = new();
    private readonly AgentState _state = new();
    private readonly AgentTelemetry _telemetry;
    private readonly Channel<Sample> _samples = Channel.CreateUnbounded<Sample>();
    private readonly CancellationTokenSource _stopping = new();
    private readonly AgentClock _clock;
    private readonly EvaluationLoop _loop;
    private bool _diskBreaks;

    public EvaluationLoopTests()
    {
        using var folder = new AgentFolder();
        folder.Write(Documents.Service("one", Documents.Nobody) + Documents.Agreement("one-sla", "one", Documents.Available()) + Documents.Agent("evaluation: { interval: 1s }"));
        var configuration = ConfigurationSource.Load([folder.Config]).Configuration!;
        _clock = new AgentClock(_time);
        _telemetry = new AgentTelemetry(new SeriesLimits(), new ScrapeGate(), _state, () => AgentFacts.None, _ => new TrafficCounts(), new EvaluationProgress(), genAi: false);
        var outputs = new EvaluationOutputs(
            _state,
            _telemetry,
            _ => Persist(),
            NullLogger<EvaluationOutputs>.Instance);
        _loop = new EvaluationLoop(new Judge(configuration, new JudgeContext(AgentPosition.Outside), _clock.Read()), configuration, _clock, _time, _samples.Reader, outputs);
    }

    [Fact]
    public async Task Each_turn_takes_the_samples_that_wait_and_publishes_what_follows()
    {
        var running = _loop.RunAsync(_stopping.Token);
        Assert.Null(Service().State);
        await _samples.Writer.WriteAsync(Result());
        _time.Advance(TimeSpan.FromSeconds(1));

        await Eventually.True(() => Service().State is not null, "the sample judged");

        await EndAsync(running);
    }

    [Fact]
    public async Task An_error_of_a_change_reaches_who_asked_for_it_and_the_loop_goes_on()
    {
        var running = _loop.RunAsync(_stopping.Token);
        var failing = _loop.ChangeAsync<int>((_, _) => throw new FormatException("no"), default);
        var next = _loop.ChangeAsync((_, _) => 7, default);
        _time.Advance(TimeSpan.FromSeconds(1));

        await Assert.ThrowsAsync<FormatException>(() => failing);
        Assert.Equal(7, await next);
        await EndAsync(running);
    }

    [Fact]
    public async Task The_last_turn_takes_what_still_waits()
    {
        var running = _loop.RunAsync(_stopping.Token);
        await _samples.Writer.WriteAsync(Result());
        _time.Advance(TimeSpan.FromMilliseconds(960));

        await EndAsync(running);

        Assert.False(_samples.Reader.TryRead(out _));
    }

    [Fact]
    public async Task Who_asks_for_a_change_after_the_end_is_told_and_does_not_wait()
    {
        await EndAsync(_loop.RunAsync(_stopping.Token));

        await Assert.ThrowsAsync<InvalidOperationException>(() => _loop.ChangeAsync((_, _) => 1, default));
        await _loop.ConfirmDrainAsync();
    }

    [Fact]
    public async Task A_loop_that_breaks_lets_go_of_who_waits_for_it()
    {
        _diskBreaks = true;
        var waiting = _loop.ChangeAsync((_, _) => 1, default);
        await _samples.Writer.WriteAsync(Result());

        await Assert.ThrowsAsync<InvalidOperationException>(() => _loop.RunAsync(_stopping.Token));

        Assert.Equal(1, await waiting);
        await Assert.ThrowsAsync<InvalidOperationException>(() => _loop.ChangeAsync((_, _) => 1, default));
        await _loop.ConfirmDrainAsync();
    }

    public void Dispose()
    {
        _telemetry.Dispose();
        _stopping.Dispose();
    }

    private SlaAgent.Core.Snapshots.ServiceStatus Service() => Assert.Single(_state.Current!.Snapshot.Services);

    private void Persist()
    {
        if (_diskBreaks)
        {
            throw new InvalidOperationException("our own mistake");
        }
    }

    private async Task EndAsync(Task running)
    {
        await _stopping.CancelAsync();
        await running;
    }

    private ProbeResult Result() => new()
    {
        Service = "one",
        Probe = "ready",
        ScheduledAt = _clock.Now,
        ScheduleDelay = TimeSpan.Zero,
        Interval = TimeSpan.FromMilliseconds(100),
        Outcome = Outcome.Success,
    };
}
