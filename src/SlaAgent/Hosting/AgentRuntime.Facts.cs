using SlaAgent.Core.Contracts;
using SlaAgent.Ledger.Chain;
using SlaAgent.Notifications;
using SlaAgent.Telemetry;

namespace SlaAgent.Hosting;

/// <summary>What the agent says of itself.</summary>
internal sealed partial class AgentRuntime
{
    /// <summary>How far the record goes; null while nothing was read of it.</summary>
    public LedgerHead? Record => _ledger.Head;

    private AgentFacts Facts() => new()
    {
        LedgerErrors = _ledger.Errors,
        LedgerDegraded = _ledger.Degraded,
        LedgerDropped = _ledger.Dropped + _results.Dropped,
        LedgersSetAside = _ledger.SetAside,
        SamplesDropped = _scheduler.ResultsDropped + _runs.ResultsDropped + _scraper.SamplesDropped + _preconditions.SamplesDropped + _outputs.HeldDropped,
        ProbesMissed = _scheduler.MissedBeyondBound + _scraper.MissedBeyondBound,
        ClockJumps = _clock.WallJumps,
        Draining = _outputs.Draining,
        Receivers = [.. Configuration.Agent.Receivers.Select(r => FactsOf(r.Name, _notifier.Backlog(r.Name), _notifier.Count))],
        Results = [.. Configuration.Agent.Results.Select(s => FactsOf(s.Name, _results.Backlog(s.Name), _results.Count))],
    };

    private static DeliveryFacts FactsOf(string name, (int Waiting, DateTimeOffset? Oldest) backlog, Func<string, string, long> count)
    {
        string[] results = [NotificationCounts.Success, NotificationCounts.Failure, NotificationCounts.Rejected];
        return new(name, [.. results.Select(r => (r, count(name, r)))], backlog.Waiting, backlog.Oldest);
    }

    private void SayWhatNeedsARestart(AgentSettings before, AgentSettings after)
    {
        (string Key, bool Changed)[] fixedKeys =
        [
            ("listen", before.Listen != after.Listen),
            ("web (TLS on or off)", before.Web?.Tls is null != after.Web?.Tls is null),
            ("state", before.StateFolder != after.StateFolder),
            ("stateLimit", before.StateLimitBytes != after.StateLimitBytes),
            ("ledger", before.LedgerKeep != after.LedgerKeep || before.LedgerSigningKeyFile != after.LedgerSigningKeyFile),
            ("position", before.Position != after.Position),
            ("ha", before.Ha != after.Ha),
            ("logging", before.LogLevel != after.LogLevel || before.LogJson != after.LogJson),
            ("otlp", before.OtlpEndpoint != after.OtlpEndpoint),
            ("telemetry", before.GenAi != after.GenAi),
        ];
        foreach (var (key, _) in fixedKeys.Where(k => k.Changed))
        {
            NeedsRestart(key);
        }
    }

    [LoggerMessage(LogLevel.Warning, "spec.{Key} of the Agent document has changed: it takes effect at the next start")]
    private partial void NeedsRestart(string key);
}
