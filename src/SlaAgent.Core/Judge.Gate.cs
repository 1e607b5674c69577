using SlaAgent.Core.Consequences;
using SlaAgent.Core.Time;

namespace SlaAgent.Core;

public sealed partial class Judge
{
    private readonly GateBook _gates = new();

    /// <summary>Keeps a closed deployment gate open for a while, or lets one critical deployment pass it, from now on.</summary>
    public GateAnswer OverrideGate(GateRequest request, ClockReading clock)
    {
        _clock = clock;
        return _gates.Override(request, _configuration.Agreements.FirstOrDefault(agreement => agreement.Name == request.Agreement), clock, _evidence);
    }

    /// <summary>Takes an override of a deployment gate back, now; one that is over stays as it is.</summary>
    /// <param name="id">The override.</param>
    /// <param name="by">Who asks.</param>
    /// <param name="clock">The present reading.</param>
    public GateAnswer EndOverride(string id, string by, ClockReading clock)
    {
        _clock = clock;
        return _gates.End(id, by, clock, _evidence);
    }

    /// <summary>What changed about deployment gates since the last call, to be made durable.</summary>
    public GateChanges TakeGateChanges() => _gates.TakeChanges();

    private void AdvanceGates() => _gates.Advance(_configuration, _book.Opened, _obligations.Show(), _clock, _evidence);
}
