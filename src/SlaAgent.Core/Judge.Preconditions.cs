using SlaAgent.Core.Contracts;
using SlaAgent.Core.Evidence;
using SlaAgent.Core.Exclusions;
using SlaAgent.Core.Samples;
using SlaAgent.Core.Snapshots;

namespace SlaAgent.Core;

public sealed partial class Judge
{
    private Dictionary<(string Agreement, string Name), PreconditionState> _preconditions = [];
    private EquatableArray<PreconditionStatus> _shownPreconditions;

    private bool Take(PreconditionSample sample)
    {
        if (!_preconditions.TryGetValue((sample.Agreement, sample.Precondition), out var state))
        {
            return false;
        }

        Note(state.Take(sample, _clock));
        return true;
    }

    /// <summary>What is known of a precondition is kept where it is the same one.</summary>
    private void ApplyPreconditions()
    {
        var states = new Dictionary<(string Agreement, string Name), PreconditionState>();
        foreach (var agreement in _configuration.Agreements)
        {
            foreach (var precondition in agreement.Preconditions)
            {
                var key = (agreement.Name, precondition.Name);
                states[key] = _preconditions.TryGetValue(key, out var known) && known.Definition == precondition ? known : new PreconditionState(agreement.Name, precondition);
            }
        }

        _preconditions = states;
    }

    private void AdvancePreconditions()
    {
        foreach (var state in _preconditions.Values)
        {
            Note(state.Advance(_clock));
        }
    }

    private void RestorePreconditions(Past past)
    {
        foreach (var unmet in past.Preconditions)
        {
            _preconditions.GetValueOrDefault((unmet.Agreement, unmet.Name))?.Recall(unmet.Since, _clock);
        }
    }

    private void Note(EvidenceItem? item)
    {
        if (item is not null)
        {
            _evidence.Add(item);
        }
    }

    private EquatableArray<PreconditionStatus> ShowPreconditions()
    {
        if (_preconditions.Count > 0 || _shownPreconditions.Count > 0)
        {
            EquatableArray<PreconditionStatus> now = [.. _preconditions.Values.Select(state => state.Show())];
            _shownPreconditions = now == _shownPreconditions ? _shownPreconditions : now;
        }

        return _shownPreconditions;
    }
}
