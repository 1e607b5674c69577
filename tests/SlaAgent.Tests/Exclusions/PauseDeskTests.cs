using System.Threading.Channels;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using SlaAgent.Commands;
using SlaAgent.Core;
using SlaAgent.Core.Contracts;
using SlaAgent.Core.Exclusions;
using SlaAgent.Core.Samples;
using SlaAgent.Evaluations;
using SlaAgent.Exclusions;
using SlaAgent.Hosting;
using SlaAgent.Ledger;
using SlaAgent.Telemetry;
using SlaAgent.Tests.Hosting;
using SlaAgent.Traffic;

namespace SlaAgent.Tests.Exclusions;

[Collection("agent in this process")]
public sealed class PauseDeskTests : IAsyncLifetime
{
    private static readonly PauseRequest s_request = new("one-sla", ["availability"], false, "ann", "retraining v4", TimeSpan.FromHours(6), null);

    private readonly FakeTimeProvider _time = new();
    private readonly AgentState _state = new();
    private readonly AgentTelemetry _telemetry;
    private readonly CancellationTokenSource _stopping = new();
    private readonly List<LedgerBatch> _kept = [];
    private readonly EvaluationLoop _loop;
    private Task _running = Task.CompletedTask;

    public PauseDeskTests()
    {
        using var folder = new AgentFolder();
        folder.Write(Documents.Service("one", Documents.Nobody) + Documents.Agreement("one-sla", "one", Documents.Available()) + Documents.Agent("evaluation: { interval: 1s }"));
        var configuration = ConfigurationSource.Load([folder.Config]).Configuration!;
        var clock = new AgentClock(_time);
        _telemetry = new AgentTelemetry(new SeriesLimits(), new ScrapeGate(), _state, () => AgentFacts.None, _ => new TrafficCounts(), new EvaluationProgress(), genAi: false);
        var outputs = new EvaluationOutputs(_state, _telemetry, _kept.Add, NullLogger<EvaluationOutputs>.Instance);
        var judge = new Judge(configuration, new JudgeContext(AgentPosition.Outside), clock.Read());
        _loop = new EvaluationLoop(judge, configuration, clock, _time, Channel.CreateUnbounded<Sample>().Reader, outputs);
    }

    private Pause Shown => Assert.Single(_state.Current!.Snapshot.Pauses);

    public ValueTask InitializeAsync()
    {
        _running = _loop.RunAsync(_stopping.Token);
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _running;
        _stopping.Dispose();
        _telemetry.Dispose();
    }

    [Fact]
    public async Task What_is_answered_is_shown_and_given_to_the_ledger_to_be_kept_whatever_happens()
    {
        var desk = new PauseDesk(_loop, () => Task.FromResult(true), _time);
        var pause = (await TurnedAsync(desk.PauseAsync(s_request, CancellationToken.None)))!.Pause!;
        Assert.Equal(pause, Shown);
        Assert.Contains(_kept, batch => batch.IsAwaited && batch.Facts.Any(fact => fact.Key == "pause/" + pause.Id));

        var ended = (await TurnedAsync(desk.ResumeAsync(pause.Id, "bob", CancellationToken.None)))!.Pause!;
        Assert.Equal((PauseEnding.Resumed, "bob"), (ended.Ending, ended.EndedBy));
        Assert.Equal(ended, Shown);
    }

    [Fact]
    public async Task A_pause_that_the_disk_does_not_take_is_none()
    {
        Assert.Null(await TurnedAsync(new PauseDesk(_loop, () => Task.FromResult(false), _time).PauseAsync(s_request, CancellationToken.None)));
        Assert.Equal(PauseEnding.NotKept, Shown.Ending);
        Assert.Empty(_state.Current!.Snapshot.Excluded);
    }

    [Fact]
    public async Task A_disk_that_hangs_is_not_waited_for_for_ever()
    {
        Assert.Null(await TurnedAsync(new PauseDesk(_loop, () => new TaskCompletionSource<bool>().Task, _time).PauseAsync(s_request, CancellationToken.None)));
        Assert.Equal(PauseEnding.NotKept, Shown.Ending);
    }

    [Fact]
    public async Task An_end_that_the_disk_does_not_take_is_one_all_the_same()
    {
        var pause = (await TurnedAsync(new PauseDesk(_loop, () => Task.FromResult(true), _time).PauseAsync(s_request, CancellationToken.None)))!.Pause!;
        Assert.Null(await TurnedAsync(new PauseDesk(_loop, () => Task.FromResult(false), _time).ResumeAsync(pause.Id, "bob", CancellationToken.None)));
        Assert.Equal(PauseEnding.Resumed, Shown.Ending);
    }

    private async Task<T> TurnedAsync<T>(Task<T> asked)
    {
        await Eventually.True(
            () =>
            {
                _time.Advance(TimeSpan.FromSeconds(1));
                return asked.IsCompleted;
            },
            "an answer");
        return await asked;
    }
}
