using SlaAgent.Core.Samples;
using SlaAgent.Results;
using SlaAgent.Telemetry;

namespace SlaAgent.Hosting;

/// <summary>Where the evaluation loop's results of evaluations go beside the judge: log records at once, sinks once the ledger has them. Does not block.</summary>
internal sealed class ResultOutputs(AgentClock clock, ResultDelivery delivery, EvaluationRecords records, Func<Task<bool>> flush)
{
    private bool _waits;

    /// <summary>Takes a result; the facts to write together with it.</summary>
    public IReadOnlyList<KeyValuePair<string, string?>> Accept(EvaluationResult result)
    {
        var report = RunReport.Of(result, clock.Read());
        records.Write(report);
        var facts = delivery.Accept(report);
        _waits |= facts.Count > 0;
        return facts;
    }

    /// <summary>Says that all facts given so far are on their way to the disk.</summary>
    public void Persisted()
    {
        if (_waits)
        {
            _waits = false;
            _ = ReleaseAsync();
        }
    }

    private async Task ReleaseAsync()
    {
        await flush();
        delivery.Release();
    }
}
