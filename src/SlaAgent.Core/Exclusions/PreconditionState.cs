using System.Globalization;
using SlaAgent.Core.Contracts;
using SlaAgent.Core.Evidence;
using SlaAgent.Core.Objectives;
using SlaAgent.Core.Samples;
using SlaAgent.Core.Snapshots;
using SlaAgent.Core.Time;

namespace SlaAgent.Core.Exclusions;

/// <summary>
/// When a precondition of an agreement did not hold, on the agent's own timeline. A value that is too small holds from its reading to the next one that says
/// otherwise; where none comes, it is believed for a while. What is not known counts.
/// </summary>
internal sealed class PreconditionState(string agreement, Precondition definition)
{
    /// <summary>Most stretches that are remembered; the oldest go.</summary>
    private const int MostStretches = 1000;

    private readonly List<Stretch> _unmet = [];
    private Instant? _readAt;
    private DateTimeOffset? _since;
    private string? _failure = "it has not been read yet";

    public string Agreement => agreement;

    public Precondition Definition => definition;

    /// <summary>The stretches in which it did not hold, in order.</summary>
    public IReadOnlyList<Stretch> Unmet => _unmet;

    /// <summary>Why it is not known whether it holds, in one line; null where it is known.</summary>
    public string? Remark { get; private set; } = $"precondition {definition.Name} is not known, so that the time counts: it has not been read yet";

    /// <summary>The value that was read last; null where the last reading could not tell.</summary>
    public double? Value { get; private set; }

    /// <summary>The stretch that goes on.</summary>
    private Stretch? Present => _since is null ? null : _unmet[^1];

    /// <summary>Takes a reading; one that is older than the last is none.</summary>
    /// <returns>What goes on the record; null for nothing.</returns>
    public EvidenceItem.Excluded? Take(PreconditionSample sample, in ClockReading clock)
    {
        var at = sample.ReadAt;
        if (at < _readAt)
        {
            return null;
        }

        (_readAt, Value, _failure) = (at, sample.Value, sample.Value is null ? sample.Failure ?? "it could not be read" : null);
        var ended = Lapse(at, clock);
        var item = Value is not { } value ? null : value < definition.AtLeast ? Fail(value, at, clock) : End(at, clock);
        Describe();
        return item ?? ended;
    }

    /// <summary>Lets time pass: what was said last is not believed for ever.</summary>
    public EvidenceItem.Excluded? Advance(in ClockReading clock)
    {
        var item = Lapse(clock.Now, clock);
        if (item is not null)
        {
            Describe();
        }

        return item;
    }

    /// <summary>Goes on with what was known before a restart, until the first reading.</summary>
    public void Recall(DateTimeOffset since, in ClockReading clock)
    {
        _since = since;
        _unmet.Add(new(clock.Now, clock.Now + definition.Believed, $"precondition {definition.Name} did not hold before the agent was started again"));
        Describe();
    }

    /// <summary>The stretch in which a moment lies; null where it held then, or nobody knows.</summary>
    public Stretch? Find(Instant at)
    {
        for (var i = _unmet.Count - 1; i >= 0 && _unmet[i].To > at; i--)
        {
            if (_unmet[i].From <= at)
            {
                return _unmet[i];
            }
        }

        return null;
    }

    public PreconditionStatus Show() => new(agreement, definition.Name, _since is not null ? false : _failure is null ? true : null, Value, _since);

    private EvidenceItem.Excluded? Fail(double value, Instant at, in ClockReading clock)
    {
        var to = at + definition.Believed;
        if (Present is { } present)
        {
            _unmet[^1] = present with { To = to, Because = Because(value) is var because && because == present.Because ? present.Because : because };
            return null;
        }

        if (_unmet.Count == MostStretches)
        {
            _unmet.RemoveAt(0);
        }

        _unmet.Add(new(at, to, Because(value)));
        _since = clock.ToWall(at);
        return Fact(to, false, clock);
    }

    private EvidenceItem.Excluded? End(Instant at, in ClockReading clock)
    {
        if (Present is not { } present)
        {
            return null;
        }

        var end = Instant.Max(present.From, Instant.Min(present.To, at));
        _unmet[^1] = present with { To = end };
        var item = Fact(end, true, clock);
        _since = null;
        return item;
    }

    private EvidenceItem.Excluded? Lapse(Instant now, in ClockReading clock) => Present is { } present && present.To <= now ? End(present.To, clock) : null;

    private EvidenceItem.Excluded Fact(Instant to, bool isOver, in ClockReading clock)
    {
        var since = _since!.Value;
        return new(new ExclusionFact
        {
            Id = string.Create(CultureInfo.InvariantCulture, $"{definition.Name}/{since.UtcDateTime:O}"),
            Agreement = agreement,
            Name = definition.Name,
            From = since,
            To = clock.ToWall(to),
            IsOver = isOver,
            Reason = _unmet[^1].Because,
        });
    }

    private string Because(double value) => string.Create(CultureInfo.InvariantCulture, $"precondition {definition.Name} does not hold: {definition.Source} is {value:0.######}, less than {definition.AtLeast:0.######}");

    private void Describe() => Remark = _failure is { } why && _since is null ? $"precondition {definition.Name} is not known, so that the time counts: {Words.Quote(why)}" : null;
}
