using SlaAgent.Core.Objectives;
using SlaAgent.Core.Time;

namespace SlaAgent.Core.Exclusions;

/// <summary>
/// Which time does not count for one objective: planned exclusions, which are times of the wall clock, and pauses by hand, which run on the agent's own timeline.
/// As time passes, what was excluded of it is decided once and for all: a jump of the wall clock, or a reload, changes only what is still to come.
/// </summary>
internal sealed class ExcludedTime
{
    /// <summary>Most stretches that are remembered; the oldest go.</summary>
    private const int MostDecided = 10_000;

    private readonly List<Stretch> _decided = [];
    private readonly List<Stretch> _adjusted = [];
    private Instant? _decidedTo;
    private PlannedStretch[] _planned = [];
    private PlannedStretch[] _counting = [];
    private List<PauseState> _pauses = [];
    private PreconditionState[] _preconditions = [];

    /// <summary>Why the present time does not count; null where it does.</summary>
    public string? Because { get; private set; }

    /// <summary>What there is to say of a present exclusion that does not hold; null where there is none.</summary>
    public string? Remark { get; private set; }

    /// <summary>The last moment that did not count; far back where there was none.</summary>
    public Instant LastAt { get; private set; }

    private bool IsEmpty => _decided.Count == 0 && _planned.Length == 0 && _pauses.Count == 0 && _adjusted.Count == 0 && _preconditions.Length == 0;

    /// <summary>Takes the planned spans of this objective. What is decided stays.</summary>
    public void Plan(IReadOnlyCollection<ExcludedSpan> spans)
    {
        _planned = PlannedStretch.Of(spans.Where(span => span.CountsBecause is null)
            .Select(span => (span.From, span.To, $"{span.Exclusion} until {Words.Time(span.To)} (planned)")));
        _counting = PlannedStretch.Of(spans.Where(span => span.CountsBecause is not null).Select(span => (span.From, span.To, span.CountsBecause!)));
    }

    /// <summary>Takes the pauses of this objective, those that have ended lately among them.</summary>
    public void Pause(IEnumerable<PauseState> pauses) => _pauses = [.. pauses];

    /// <summary>Takes time that was excluded after the fact: what still comes of it does not count either.</summary>
    public void Adjust(in Stretch stretch) => _adjusted.Add(stretch);

    /// <summary>Takes the preconditions: time in which one of them is known not to hold does not count.</summary>
    public void Require(IEnumerable<PreconditionState> preconditions) => _preconditions = [.. preconditions];

    /// <summary>Decides what has passed by what is planned now, before that changes; where nothing was decided yet, there is no haste.</summary>
    public void Settle(in ClockReading clock)
    {
        if (_decidedTo is not null)
        {
            Decide(clock);
        }
    }

    /// <summary>Lets time pass.</summary>
    /// <param name="clock">The present reading.</param>
    /// <param name="kept">How far back samples may still ask.</param>
    public void Advance(in ClockReading clock, TimeSpan kept)
    {
        Decide(clock);
        Forget(clock.Now - kept);
        Because = Find(clock.Now, clock)?.Because;
        Remark = Because is null ? Planned(_counting, clock.Now, clock)?.Because ?? Array.Find(_preconditions, state => state.Remark is not null)?.Remark : null;
        foreach (var pause in _pauses)
        {
            LastAt = pause.From < clock.Now ? Instant.Max(LastAt, Instant.Min(pause.To, clock.Now)) : LastAt;
        }

        foreach (var precondition in _preconditions)
        {
            LastAt = precondition.Unmet is [.., var last] && last.From < clock.Now ? Instant.Max(LastAt, Instant.Min(last.To, clock.Now)) : LastAt;
        }

        LastAt = _decided.Count > 0 ? Instant.Max(LastAt, _decided[^1].To) : LastAt;
    }

    /// <summary>Whether a moment does not count.</summary>
    public bool Covers(Instant at, in ClockReading clock) => !IsEmpty && Find(at, clock) is not null;

    /// <summary>Whether no moment between two counts; where they are the same, whether that one does not.</summary>
    public bool CoversAll(Instant from, Instant to, in ClockReading clock)
    {
        if (IsEmpty)
        {
            return false;
        }

        var at = from;
        do
        {
            if (Find(at, clock) is not { } stretch)
            {
                return false;
            }

            at = stretch.To;
        }
        while (at < to);
        return true;
    }

    /// <summary>The stretches between two moments that do not count, in order and not overlapping.</summary>
    public IReadOnlyList<(Instant From, Instant To)> Within(Instant from, Instant to, in ClockReading clock)
    {
        if (IsEmpty || to <= from)
        {
            return [];
        }

        var all = _decided.Concat(_pauses.Select(pause => pause.Stretch)).Concat(_preconditions.SelectMany(state => state.Unmet)).Concat(Undecided(to, clock) ?? []);
        var found = new List<(Instant From, Instant To)>();
        var reached = from;
        foreach (var stretch in all.Where(stretch => stretch.To > from && stretch.From < to).OrderBy(stretch => stretch.From))
        {
            var (begin, end) = (Instant.Max(stretch.From, reached), Instant.Min(stretch.To, to));
            if (end > begin)
            {
                found.Add((begin, end));
                reached = end;
            }
        }

        return found;
    }

    private Stretch? Find(Instant at, in ClockReading clock)
    {
        foreach (var pause in _pauses)
        {
            if (pause.Stretch is var stretch && stretch.Holds(at))
            {
                return stretch;
            }
        }

        foreach (var stretch in _adjusted)
        {
            if (stretch.Holds(at))
            {
                return stretch;
            }
        }

        foreach (var precondition in _preconditions)
        {
            if (precondition.Find(at) is { } unmet)
            {
                return unmet;
            }
        }

        if (_decidedTo is not { } decided || at >= decided)
        {
            return Planned(_planned, at, clock);
        }

        for (var i = _decided.Count - 1; i >= 0 && _decided[i].To > at; i--)
        {
            if (_decided[i].From <= at)
            {
                return _decided[i];
            }
        }

        return null;
    }

    private static Stretch? Planned(PlannedStretch[] planned, Instant at, in ClockReading clock)
    {
        var wall = clock.ToWall(at).UtcTicks;
        var i = PlannedStretch.FirstEndingAfter(planned, wall);
        return i < planned.Length && planned[i].From <= wall ? On(planned[i], clock) : null;
    }

    private static Stretch On(in PlannedStretch planned, in ClockReading clock) =>
        new(new Instant(planned.From - clock.WallOffset.Ticks), new Instant(planned.To - clock.WallOffset.Ticks), planned.Because);

    private void Decide(in ClockReading clock)
    {
        foreach (var stretch in Undecided(clock.Now, clock) ?? [])
        {
            if (_decided.Count > 0 && _decided[^1].To == stretch.From && ReferenceEquals(_decided[^1].Because, stretch.Because))
            {
                _decided[^1] = _decided[^1] with { To = stretch.To };
            }
            else
            {
                _decided.Add(stretch);
            }
        }

        _decidedTo = _decidedTo is { } before ? Instant.Max(before, clock.Now) : clock.Now;
    }

    private void Forget(Instant oldest)
    {
        var old = 0;
        while (old < _decided.Count && (_decided[old].To <= oldest || _decided.Count - old > MostDecided))
        {
            old++;
        }

        _decided.RemoveRange(0, old);
        for (var i = _adjusted.Count - 1; i >= 0; i--)
        {
            if (_adjusted[i].To <= oldest)
            {
                _adjusted.RemoveAt(i);
            }
        }

        for (var i = _pauses.Count - 1; i >= 0; i--)
        {
            if (_pauses[i].To <= oldest)
            {
                _pauses.RemoveAt(i);
            }
        }
    }

    /// <summary>What is planned between what is decided and a moment, as the wall clock stands now; null for nothing.</summary>
    private List<Stretch>? Undecided(Instant to, in ClockReading clock)
    {
        List<Stretch>? found = null;
        var first = _decidedTo is { } decided ? PlannedStretch.FirstEndingAfter(_planned, clock.ToWall(decided).UtcTicks) : 0;
        for (var i = first; i < _planned.Length && On(_planned[i], clock) is var stretch && stretch.From < to; i++)
        {
            var begin = _decidedTo is { } known ? Instant.Max(stretch.From, known) : stretch.From;
            if (Instant.Min(stretch.To, to) is var end && end > begin)
            {
                (found ??= []).Add(new(begin, end, stretch.Because));
            }
        }

        return found;
    }
}
