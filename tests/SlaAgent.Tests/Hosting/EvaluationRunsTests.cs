using System.Diagnostics.Metrics;
using System.Threading.Channels;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using SlaAgent.Core;
using SlaAgent.Core.Contracts;
using SlaAgent.Core.Samples;
using SlaAgent.Evaluations;
using SlaAgent.Hosting;
using SlaAgent.Ledger;
using SlaAgent.Telemetry;
using SlaAgent.Tests.Telemetry;
using SlaAgent.Traffic;

namespace SlaAgent.Tests.Hosting;

/// <summary>Runs of evaluations on their way through the loop.</summary>
[Collection("agent in this process")]
public sealed class EvaluationRunsTests
{
    [Fact]
    public async Task A_run_is_judged_counted_once_and_handed_to_the_ledger_with_the_incident_that_it_makes()
    {
        var time = new FakeTimeProvider();
        var (state, clock, samples, configuration) = (new AgentState(), new AgentClock(time), Channel.CreateUnbounded<Sample>(), EvaluatedService.Evaluated());
        using var stopping = new CancellationTokenSource();
        using var telemetry = new AgentTelemetry(new SeriesLimits(), new ScrapeGate(), state, () => AgentFacts.None, _ => new TrafficCounts(), new EvaluationProgress(), genAi: false);
        telemetry.Apply(configuration);
        var batches = new List<LedgerBatch>();
        var judge = new Judge(configuration, new JudgeContext(AgentPosition.Outside), clock.Read());
        var loop = new EvaluationLoop(judge, configuration, clock, time, samples.Reader, new EvaluationOutputs(state, telemetry, batches.Add, NullLogger<EvaluationOutputs>.Instance));
        var result = EvaluatedService.Result(clock.Now, 0.85);
        var running = loop.RunAsync(stopping.Token);
        await samples.Writer.WriteAsync(result, TestContext.Current.CancellationToken);
        await samples.Writer.WriteAsync(result, TestContext.Current.CancellationToken);
        await samples.Writer.WriteAsync(EvaluatedService.Result(clock.Now + TimeSpan.FromHours(1), 0, "stopped"), TestContext.Current.CancellationToken);
        time.Advance(TimeSpan.FromSeconds(1));
        await Eventually.True(() => state.Current?.Snapshot.Evaluations.Count == 2, "both runs known");
        var counts = Counts();
        await stopping.CancelAsync();
        await running;

        var batch = Assert.Single(batches, batch => batch.Evaluations.Count > 0);
        Assert.Equal([null, "stopped"], batch.Evaluations.Select(run => run.Result.Void));
        Assert.Equal(["SlaAccuracyAtRisk"], batch.Incidents.Select(incident => incident.AlertName));
        Assert.Equal([("counted", 1), ("void", 1)], counts.Where(count => count.Probe == "golden").Select(count => (count.Result, count.Value)));
        Assert.Equal([("counted", 0), ("void", 0)], counts.Where(count => count.Probe == EvaluationResult.OfFeedback).Select(count => (count.Result, count.Value)));
    }

    private static List<(string Probe, string Result, long Value)> Counts()
    {
        var counts = new List<(string, string, long)>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Name == "sla_evaluation_runs_total")
                {
                    listener.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<long>((_, value, tags, _) =>
        {
            var labels = tags.ToArray().ToDictionary(tag => tag.Key, tag => (string)tag.Value!);
            counts.Add((labels["probe"], labels["result"], value));
        });
        listener.Start();
        listener.RecordObservableInstruments();
        return counts;
    }
}
