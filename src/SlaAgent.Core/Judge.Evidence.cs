using SlaAgent.Core.Evidence;

namespace SlaAgent.Core;

public sealed partial class Judge
{
    private List<EvidenceItem> _evidence = [];

    /// <summary>What is to go on the record since the last call, in order. What was counted in an hour is not among it: the store knows that when the hour is over.</summary>
    public IReadOnlyList<EvidenceItem> TakeEvidence()
    {
        if (_evidence.Count == 0)
        {
            return [];
        }

        var taken = _evidence;
        _evidence = [];
        return taken;
    }
}
