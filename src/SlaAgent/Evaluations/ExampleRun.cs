using SlaAgent.Core.DataSets;
using SlaAgent.Core.Samples;

namespace SlaAgent.Evaluations;

/// <summary>
/// Asks about all examples of a run, each in one request: at most so many at a time as the evaluation allows, no faster than its rate, and only while its
/// service may be asked. What an interrupted run had asked is not asked again.
/// </summary>
/// <param name="plan">The evaluation.</param>
/// <param name="facts">Its data set.</param>
/// <param name="tally">Where answers are counted.</param>
/// <param name="around">The surroundings.</param>
internal sealed class ExampleRun(EvaluationPlan plan, DataSetFacts facts, RunTally tally, RunSurroundings around)
{
    /// <summary>How long answers may take to come when the agent is told to stop.</summary>
    public static readonly TimeSpan StopGrace = TimeSpan.FromSeconds(1.5);

    private static readonly TimeSpan s_betweenLooks = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private readonly RunPace _pace = new(plan.Probe.MaxRate, around.Clock.Time);
    private readonly RunBackOff _backOff = new(plan.Service.Saturation, () => around.Waiting(plan.Service.Name), around.Clock.Time);

    /// <summary>Where it is written what is asked, before it is asked; null for nowhere.</summary>
    public RunJournal? Journal { get; init; }

    /// <summary>What the run had asked before it was interrupted; null for nothing.</summary>
    public JournalReading? Interrupted { get; init; }

    /// <summary>Runs to the last answer, or until the run is void.</summary>
    /// <param name="stopping">Stops asking; answers that are on their way are waited for, a little.</param>
    /// <exception cref="OperationCanceledException"><paramref name="stopping"/> was cancelled.</exception>
    public async Task RunAsync(CancellationToken stopping)
    {
        using var source = new ExampleSource(plan, facts);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        using var givingUp = new CancellationTokenSource(Timeout.InfiniteTimeSpan, around.Clock.Time);
        using var registration = stopping.UnsafeRegister(static state => ((CancellationTokenSource)state!).CancelAfter(StopGrace), givingUp);
        var workers = Math.Min(plan.Probe.Concurrency, facts.Examples);
        await Task.WhenAll(Enumerable.Range(0, (int)workers).Select(_ => Task.Run(() => WorkAsync(source, ending, givingUp.Token), CancellationToken.None)))
            .ConfigureAwait(false);
        stopping.ThrowIfCancellationRequested();
        if (source.Problem is { } problem)
        {
            tally.MakeVoid(problem);
        }
        else if (tally.Void is null && facts.HasChanged(plan.Probe, stopping))
        {
            tally.MakeVoid("the data set changed during the run");
        }
    }

    private async Task WorkAsync(ExampleSource source, CancellationTokenSource ending, CancellationToken givingUp)
    {
        try
        {
            using var asker = plan.NewAsker(around.Clock.Time);
            while (tally.Void is null)
            {
                await WaitAsync(ending.Token).ConfigureAwait(false);
                if (tally.Void is not null || !TryNext(source, out var index, out var example, ending.Token))
                {
                    return;
                }

                await AskAsync(asker, index, example, givingUp).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (ending.IsCancellationRequested)
        {
            // Stopped: what was not answered stays in the journal as asked.
        }
        catch
        {
            // A mistake of ours ends the run rather than being taken for the server's.
            await ending.CancelAsync().ConfigureAwait(false);
            throw;
        }
    }

    private async Task AskAsync(ExampleAsker asker, int index, Example example, CancellationToken givingUp)
    {
        if (asker.Prepare(example) is { } problem)
        {
            tally.Add(new(index, Outcome.AgentError, problem, null, null, null), example.Label);
            return;
        }

        if (Journal is not null)
        {
            await Journal.AddAsync(JournalLine.OfAsked(index)).ConfigureAwait(false);
        }

        var (outcome, run) = await asker.AskAsync(index, around.Clock.Now, givingUp).ConfigureAwait(false);
        if (Journal is not null)
        {
            await Journal.AddAsync(JournalLine.Of(outcome)).ConfigureAwait(false);
        }

        tally.Add(outcome, example.Label);
        _backOff.Answered(run);
    }

    private async Task WaitAsync(CancellationToken stopping)
    {
        stopping.ThrowIfCancellationRequested();
        while (around.HeldBack(plan.Service.Name, plan.Probe.Name) is not null)
        {
            await Task.Delay(s_betweenLooks, around.Clock.Time, stopping).ConfigureAwait(false);
        }

        await _backOff.WaitAsync(stopping).ConfigureAwait(false);
        await _pace.WaitAsync(stopping).ConfigureAwait(false);
    }

    /// <summary>The next example that was not asked about; those before it that were are counted as what came of them.</summary>
    private bool TryNext(ExampleSource source, out int index, out Example example, CancellationToken stopping)
    {
        lock (_gate)
        {
            while (source.TryNext(out index, out var next, stopping))
            {
                example = next;
                if (Interrupted?.WasAsked(index) != true)
                {
                    return true;
                }

                if (Interrupted.AnswerAt(index) is not { } at)
                {
                    tally.AddInterrupted();
                }
                else if (Journal is not null)
                {
                    tally.Add(Journal.ReadAnswer(at), example.Label);
                }

                if (tally.Void is not null)
                {
                    break;
                }
            }

            example = null!;
            return false;
        }
    }
}
