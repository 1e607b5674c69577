using SlaAgent.Core.Contracts;
using SlaAgent.Core.Snapshots;

namespace SlaAgent.Hosting;

/// <summary>What is looked at from outside: the configuration in force and the latest snapshot. Written by the evaluation loop, read by anyone without a lock.</summary>
internal sealed class AgentState
{
    private volatile View? _view;
    private long _lastBeat;

    /// <summary>The configuration in force with the latest snapshot under it; null before the first evaluation.</summary>
    public View? Current => _view;

    /// <summary>Timestamp (<see cref="TimeProvider.GetTimestamp"/>) of the evaluation loop's last turn; 0 before the first.</summary>
    public long LastBeat => Volatile.Read(ref _lastBeat);

    public void Publish(AgentConfiguration configuration, AgentSnapshot snapshot) => _view = new View(configuration, snapshot);

    public void Beat(long timestamp) => Volatile.Write(ref _lastBeat, timestamp);

    /// <summary>A configuration and what is known under it; the two always belong together.</summary>
    internal sealed record View(AgentConfiguration Configuration, AgentSnapshot Snapshot)
    {
        /// <summary>Each agreement with its status.</summary>
        public IEnumerable<(ServiceLevelAgreement Agreement, AgreementStatus Status)> Agreements =>
            Configuration.Agreements.Join(Snapshot.Agreements, a => a.Name, s => s.Name, (a, s) => (a, s));

        /// <summary>Each service with its status.</summary>
        public IEnumerable<(ModelService Service, ServiceStatus Status)> Services =>
            Configuration.Services.Join(Snapshot.Services, c => c.Name, s => s.Name, (c, s) => (c, s));
    }
}
