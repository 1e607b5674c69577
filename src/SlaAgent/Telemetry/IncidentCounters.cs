using System.Collections.Concurrent;
using SlaAgent.Core.Incidents;

namespace SlaAgent.Telemetry;

/// <summary>Counts breaches and recoveries by objective. Written by the evaluation loop, read by whoever collects.</summary>
internal sealed class IncidentCounters
{
    private readonly ConcurrentDictionary<(string Agreement, string Objective), Counts> _counts = [];

    /// <summary>The counts of one objective; zero where nothing happened yet.</summary>
    public Counts Of(string agreement, string objective) => _counts.GetOrAdd((agreement, objective), _ => new Counts());

    /// <summary>Counts a breach that began or ended; <paramref name="isNew"/> says whether it just began.</summary>
    public void Record(Incident change, bool isNew)
    {
        if (change.AlertName != "SlaBreached" || change.Agreement is not { } agreement || change.Objective is not { } objective)
        {
            return;
        }

        var counts = Of(agreement, objective);
        if (isNew)
        {
            counts.AddBreach();
        }

        if (change.EndedAt is { } end)
        {
            counts.AddRecovery(end - change.StartedAt);
        }
    }

    /// <summary>Counts of one objective.</summary>
    internal sealed class Counts
    {
        private long _breaches;
        private long _recoveries;
        private long _recoveryTicks;

        public long Breaches => Volatile.Read(ref _breaches);

        public long Recoveries => Volatile.Read(ref _recoveries);

        public double RecoverySeconds => TimeSpan.FromTicks(Volatile.Read(ref _recoveryTicks)).TotalSeconds;

        public void AddBreach() => Interlocked.Increment(ref _breaches);

        public void AddRecovery(TimeSpan took)
        {
            Interlocked.Increment(ref _recoveries);
            Interlocked.Add(ref _recoveryTicks, took.Ticks);
        }
    }
}
