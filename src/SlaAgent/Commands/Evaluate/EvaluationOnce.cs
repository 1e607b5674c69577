using System.Globalization;
using SlaAgent.Core.Accuracy;
using SlaAgent.Core.Samples;
using SlaAgent.Evaluations;
using SlaAgent.Hosting;

namespace SlaAgent.Commands.Evaluate;

/// <summary>One run of an evaluation by hand, with a bar that shows how far it is where somebody looks.</summary>
internal sealed class EvaluationOnce(EvaluationPlan plan, TextWriter error)
{
    private const int BarWidth = 30;

    private static readonly TimeSpan s_progressEvery = TimeSpan.FromMilliseconds(200);

    private readonly AgentClock _clock = new(TimeProvider.System);

    /// <summary>Runs. What is known when it is stopped is a result too, though one that says so.</summary>
    public async Task<(EvaluationResult Result, RunTally? Tally)> RunAsync(CancellationToken stopping)
    {
        var start = _clock.Now;
        try
        {
            if (DataSetFacts.Read(plan.Probe, out var problem, stopping) is not { } facts)
            {
                return (EvaluationResults.Void(plan, start, _clock.Read(), problem), null);
            }

            var before = await ServerVersion.AskAsync(plan.Service, plan.Probe, _clock, stopping);
            var tally = new RunTally(plan.Rules, facts.Examples, plan.Probe.MaxErrors);
            var running = new ExampleRun(plan, facts, tally, new RunSurroundings(_clock, (_, _) => null, _ => null)).RunAsync(stopping);
            await ShowProgressAsync(tally, running);
            await FinishAsync(running, tally, before, stopping);
            var result = EvaluationResults.Of(plan, start, _clock.Read(), _clock.Now - start, facts.Hash, tally.Version ?? before, tally);
            return (stopping.IsCancellationRequested && tally.Scored > 0 ? result with { Scores = ScoreBook.Of(tally.Items) } : result, tally);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            return (EvaluationResults.Void(plan, start, _clock.Read(), "it was stopped before anything was asked"), null);
        }
    }

    private async Task FinishAsync(Task running, RunTally tally, string? before, CancellationToken stopping)
    {
        try
        {
            await running;
            var after = await ServerVersion.AskAsync(plan.Service, plan.Probe, _clock, stopping);
            if (before is not null && after is not null && before != after)
            {
                tally.MakeVoid($"the model's version changed in the middle of the run: {before}, then {after}");
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            tally.MakeVoid(string.Create(CultureInfo.InvariantCulture, $"it was stopped after {tally.Done} of {tally.Examples} examples"));
        }
    }

    private async Task ShowProgressAsync(RunTally tally, Task running)
    {
        if (error != Console.Error || Console.IsErrorRedirected)
        {
            return;
        }

        var widest = 0;
        while (await Task.WhenAny(running, Task.Delay(s_progressEvery)) != running)
        {
            var line = Bar(tally);
            widest = Math.Max(widest, line.Length);
            await error.WriteAsync('\r' + line.PadRight(widest));
        }

        await error.WriteAsync('\r' + new string(' ', widest) + '\r');
    }

    private string Bar(RunTally tally)
    {
        var share = (double)tally.Done / tally.Examples;
        var full = (int)(share * BarWidth);
        var failed = tally.Failed is > 0 and var failures ? $", {failures} failed" : "";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{plan.Service.Name}/{plan.Probe.Name} [{new string('#', full)}{new string('.', BarWidth - full)}] {share:0%} {tally.Done}/{tally.Examples}{failed}");
    }
}
