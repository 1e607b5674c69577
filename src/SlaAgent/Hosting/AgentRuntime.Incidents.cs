using SlaAgent.Incidents;

namespace SlaAgent.Hosting;

/// <summary>What people do with incidents.</summary>
internal sealed partial class AgentRuntime
{
    /// <summary>Where incidents are closed.</summary>
    public ClosingDesk Closings => new(_loop is { } loop ? new DurableChange(loop, _ledger.FlushAsync, _clock.Time) : null);
}
