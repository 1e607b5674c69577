using SlaAgent.Consequences;

namespace SlaAgent.Hosting;

/// <summary>What follows from breaches.</summary>
internal sealed partial class AgentRuntime
{
    /// <summary>Where what is owed is done.</summary>
    public ObligationDesk Obligations => new(_loop is { } loop ? new DurableChange(loop, _ledger.FlushAsync, _clock.Time) : null);
}
