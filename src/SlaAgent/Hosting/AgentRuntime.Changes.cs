using SlaAgent.Core.Contracts;
using SlaAgent.Exclusions;

namespace SlaAgent.Hosting;

/// <summary>What reads the ledger into the judge, or changes both of them: one at a time.</summary>
internal sealed partial class AgentRuntime
{
    private readonly SemaphoreSlim _changing = new(1, 1);

    /// <summary>Where time is excluded after the fact.</summary>
    public AdjustmentDesk Adjustments => new(_loop, State, _ledger.Adjust, _changing, _clock.Time);

    private async Task ApplyToLoopAsync(EvaluationLoop loop, AgentConfiguration configuration)
    {
        await _changing.WaitAsync();
        try
        {
            await _ledger.FlushAsync();
            var contents = _ledger.Load();
            await loop.ApplyAsync(
                configuration,
                _scrapes,
                (judge, reading) =>
                {
                    judge.RestoreSeries(judge.SeriesToRestore.SelectMany(series => contents.Slots.GetValueOrDefault(series, [])), reading);
                    judge.RestoreEvaluations(contents.Evaluations, reading);
                    PutInForce(configuration);
                },
                CancellationToken.None);
        }
        finally
        {
            _changing.Release();
        }
    }
}
