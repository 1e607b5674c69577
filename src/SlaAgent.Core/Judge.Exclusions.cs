using SlaAgent.Core.Contracts;
using SlaAgent.Core.Exclusions;
using SlaAgent.Core.Snapshots;
using SlaAgent.Core.Time;

namespace SlaAgent.Core;

public sealed partial class Judge
{
    /// <summary>Beyond the time in which a sample may come: results are held this long while a service drains, and a little more.</summary>
    private static readonly TimeSpan Afterwards = TimeSpan.FromHours(1);

    private readonly PauseBook _pauses;
    private IReadOnlyList<ExcludedSpan> _spans = [];
    private EquatableArray<ExcludedObjective> _shownExcluded;

    /// <summary>
    /// Takes the planned exclusions of the time around now, in the place of those taken before. What was decided of past time stays. To be called before
    /// <see cref="Restore"/>, after each <see cref="Apply"/>, and again before what they cover is over.
    /// </summary>
    public void Exclude(IReadOnlyList<ExcludedSpan> spans, ClockReading clock)
    {
        _clock = clock;
        foreach (var entry in _objectives)
        {
            entry.Excluded.Settle(clock);
        }

        _spans = spans;
        _exclusionRecord.Plan(spans);
        AssignExclusions();
    }

    /// <summary>Begins a pause by hand, now.</summary>
    public PauseAnswer Pause(PauseRequest request, ClockReading clock)
    {
        _clock = clock;
        var answer = _pauses.Begin(request, _configuration.Agreements.FirstOrDefault(agreement => agreement.Name == request.Agreement), clock);
        AssignExclusions();
        return answer;
    }

    /// <summary>Ends a pause by hand, now; of one that has ended by itself, notes who took note.</summary>
    /// <param name="id">The pause.</param>
    /// <param name="by">Who asks.</param>
    /// <param name="clock">The present reading.</param>
    /// <param name="ending">How it ends: somebody resumed, or it could not be kept.</param>
    public PauseAnswer Resume(string id, string by, ClockReading clock, PauseEnding ending = PauseEnding.Resumed)
    {
        _clock = clock;
        return _pauses.End(id, by, ending, clock);
    }

    /// <summary>Pauses that changed since the last call, by id, to be made durable; null for one that is forgotten. They go on the record with it: <see cref="TakeEvidence"/> comes after.</summary>
    public IReadOnlyList<KeyValuePair<string, Pause?>> TakePauseChanges()
    {
        var changes = _pauses.TakeChanges();
        foreach (var (_, pause) in changes)
        {
            if (pause is not null)
            {
                Record(pause);
            }
        }

        return changes;
    }

    private void AdvanceExclusions()
    {
        _pauses.Advance(_configuration, _context, _clock);
        AdvancePreconditions();
        foreach (var entry in _objectives)
        {
            var remark = entry.Excluded.Remark;
            entry.Excluded.Advance(_clock, entry.Source.Interval + entry.Source.Lateness + Afterwards);
            if (entry.Excluded.Remark != remark)
            {
                entry.MarkChanged();
            }
        }
    }

    private void AssignExclusions()
    {
        foreach (var entry in _objectives)
        {
            var (agreement, objective) = (entry.Agreement.Name, entry.Objective.Name);
            entry.Excluded.Plan([.. _spans.Where(span => span.Agreement == agreement && span.IsAbout(objective))]);
            entry.Excluded.Pause(_pauses.Of(agreement, objective));
            entry.Excluded.Require(_preconditions.Values.Where(state => state.Agreement == agreement));
        }
    }

    private EquatableArray<ExcludedObjective> ShowExcluded()
    {
        var (shown, i, same) = (_shownExcluded, 0, true);
        foreach (var entry in _objectives)
        {
            if (entry.Excluded.Because is { } because)
            {
                same = same && i < shown.Count && ReferenceEquals(shown[i].Because, because)
                    && shown[i].Objective == entry.Objective.Name && shown[i].Agreement == entry.Agreement.Name;
                i++;
            }
        }

        if (!same || i != shown.Count)
        {
            _shownExcluded =
            [
                .. _objectives.Where(entry => entry.Excluded.Because is not null)
                    .Select(entry => new ExcludedObjective(entry.Agreement.Name, entry.Objective.Name, entry.Excluded.Because!)),
            ];
        }

        return _shownExcluded;
    }
}
