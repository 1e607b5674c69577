using System.Threading.Channels;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using SlaAgent.Commands;
using SlaAgent.Core;
using SlaAgent.Core.Contracts;
using SlaAgent.Core.Incidents;
using SlaAgent.Core.Samples;
using SlaAgent.Evaluations;
using SlaAgent.Hosting;
using SlaAgent.Ledger;
using SlaAgent.Notifications;
using SlaAgent.Telemetry;
using SlaAgent.Tests.Hosting;
using SlaAgent.Traffic;

namespace SlaAgent.Tests.Notifications;

[Collection("agent in this process")]
public sealed class AcknowledgementDeskTests : IAsyncLifetime
{
    private readonly FakeTimeProvider _time = new();
    private readonly AgentState _state = new();
    private readonly AgentTelemetry _telemetry;
    private readonly CancellationTokenSource _stopping = new();
    private readonly List<LedgerBatch> _kept = [];
    private readonly EvaluationLoop _loop;
    private Task _running = Task.CompletedTask;

    public AcknowledgementDeskTests()
    {
        using var folder = new AgentFolder();
        folder.Write(Documents.Service("one", Documents.Nobody) + Documents.Agreement("one-sla", "one", Documents.Available()) + Documents.Agent("watchdog: true\nevaluation: { interval: 1s }"));
        var configuration = ConfigurationSource.Load([folder.Config]).Configuration!;
        var clock = new AgentClock(_time);
        _telemetry = new AgentTelemetry(new SeriesLimits(), new ScrapeGate(), _state, () => AgentFacts.None, _ => new TrafficCounts(), new EvaluationProgress(), genAi: false);
        var outputs = new EvaluationOutputs(_state, _telemetry, _kept.Add, NullLogger<EvaluationOutputs>.Instance);
        var judge = new Judge(configuration, new JudgeContext(AgentPosition.Outside), clock.Read());
        _loop = new EvaluationLoop(judge, configuration, clock, _time, Channel.CreateUnbounded<Sample>().Reader, outputs);
    }

    private Incident? Shown => _state.Current?.Snapshot.Incidents.SingleOrDefault(incident => incident.AlertName == "SlaAgentWatchdog");

    public async ValueTask InitializeAsync()
    {
        _running = _loop.RunAsync(_stopping.Token);
        await Eventually.True(() => Shown is not null, "an incident");
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _running;
        _stopping.Dispose();
        _telemetry.Dispose();
    }

    [Fact]
    public async Task What_is_answered_is_shown_and_has_been_given_to_the_ledger()
    {
        var (incident, isKept) = await AskAsync(Shown!.Id, () => Task.FromResult(true));
        Assert.True(isKept);
        Assert.Equal(("kim", "on it"), (incident!.Acknowledgement!.By, incident.Acknowledgement.Note));
        Assert.Equal(incident, Shown);
        Assert.Contains(_kept, batch => batch.Incidents.Contains(incident));
    }

    [Fact]
    public async Task What_the_disk_does_not_take_is_taken_back()
    {
        var (incident, isKept) = await AskAsync(Shown!.Id, () => Task.FromResult(false));
        Assert.Equal((Shown!.Id, false, null), (incident!.Id, isKept, Shown!.Acknowledgement));
        Assert.Null(_kept.SelectMany(batch => batch.Incidents).Last().Acknowledgement);
        Assert.False((await AskAsync(Shown!.Id, () => new TaskCompletionSource<bool>().Task)).IsKept);
    }

    [Fact]
    public async Task What_is_not_there_cannot_be_taken_on()
    {
        Assert.Equal((null, true), await AskAsync("none", () => Task.FromResult(true)));
        Assert.Equal((null, true), await new AcknowledgementDesk(null, () => Task.FromResult(true), _time).AcknowledgeAsync("none", "kim", null, CancellationToken.None));
    }

    private async Task<(Incident? Incident, bool IsKept)> AskAsync(string id, Func<Task<bool>> flush)
    {
        var asked = new AcknowledgementDesk(_loop, flush, _time).AcknowledgeAsync(id, "kim", "on it", CancellationToken.None);
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
