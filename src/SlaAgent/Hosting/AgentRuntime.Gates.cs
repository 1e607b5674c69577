using SlaAgent.Gates;

namespace SlaAgent.Hosting;

/// <summary>Where deployment gates are overridden.</summary>
internal sealed partial class AgentRuntime
{
    /// <summary>Where overrides of deployment gates are asked for.</summary>
    public GateDesk Gates => new(_loop, _ledger.FlushAsync, _clock.Time);
}
