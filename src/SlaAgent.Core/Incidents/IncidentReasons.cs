using SlaAgent.Core.Contracts;
using SlaAgent.Core.Evidence;
using SlaAgent.Core.Windows;

namespace SlaAgent.Core.Incidents;

/// <summary>Why events were bad while an incident was open: counted on from a tally that begins anew with each run of bad events and each process.</summary>
internal sealed class IncidentReasons
{
    private readonly Dictionary<string, long> _before = new(StringComparer.Ordinal);
    private readonly long[] _counts = new long[BadReason.Count];
    private readonly long[] _seen = new long[BadReason.Count];

    /// <summary>Begins anew, with what was counted before this process.</summary>
    public void Begin(EquatableArray<ReasonCount> before)
    {
        _before.Clear();
        Array.Clear(_counts);
        Array.Clear(_seen);
        foreach (var (reason, count) in before)
        {
            _before[reason] = _before.GetValueOrDefault(reason) + count;
        }
    }

    /// <summary>Counts what came since the last look at the tally.</summary>
    public void Add(ReadOnlySpan<long> tally)
    {
        for (var i = 0; i < tally.Length; i++)
        {
            // What went back began anew.
            _counts[i] += tally[i] >= _seen[i] ? tally[i] - _seen[i] : tally[i];
            _seen[i] = tally[i];
        }
    }

    /// <summary>The counts, the commonest reason first.</summary>
    public EquatableArray<ReasonCount> Show()
    {
        var sums = new Dictionary<string, long>(_before, StringComparer.Ordinal);
        for (var i = 0; i < _counts.Length; i++)
        {
            if (_counts[i] > 0)
            {
                sums[BadReason.Name(i)] = sums.GetValueOrDefault(BadReason.Name(i)) + _counts[i];
            }
        }

        return [.. sums.Select(pair => new ReasonCount(pair.Key, pair.Value)).OrderByDescending(reason => reason.Count).ThenBy(reason => reason.Reason, StringComparer.Ordinal)];
    }
}
