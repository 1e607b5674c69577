using System.Globalization;
using SlaAgent.Core.Contracts;
using SlaAgent.Core.Exclusions;

namespace SlaAgent.Core.Evidence;

/// <summary>Puts planned exclusions on the record when they begin and when they are over, each once, also where the agent was not running then.</summary>
internal sealed class ExclusionRecord
{
    private readonly Dictionary<string, ExclusionFact> _going = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ExclusionFact?> _changes = new(StringComparer.Ordinal);
    private IReadOnlyList<ExcludedSpan> _spans = [];
    private DateTimeOffset? _recordedTo;
    private DateTimeOffset _next = DateTimeOffset.MinValue;
    private bool _isMoved;

    /// <summary>Knows what is on the record already.</summary>
    /// <param name="going">Exclusions that have begun there and are not over.</param>
    /// <param name="recordedTo">What was over by then is on the record; null where nothing is.</param>
    public void Adopt(IEnumerable<ExclusionFact> going, DateTimeOffset? recordedTo)
    {
        foreach (var fact in going)
        {
            _going[Key(fact.Agreement, fact.Id)] = fact;
        }

        _recordedTo = recordedTo;
    }

    /// <summary>Takes the planned exclusions of the time around now, in the place of those taken before.</summary>
    public void Plan(IReadOnlyList<ExcludedSpan> spans)
    {
        (_spans, _next) = (spans, DateTimeOffset.MinValue);
        _isMoved |= spans.Count > 0;
    }

    /// <summary>Puts on the record what has begun, or is over, by now.</summary>
    public void Advance(AgentConfiguration configuration, DateTimeOffset now, List<EvidenceItem> evidence)
    {
        if (now >= _next || now < _recordedTo)
        {
            Look(configuration, now, evidence);
        }

        _recordedTo = now;
    }

    /// <summary>What changed since the last call, by agreement and id: exclusions that go on, and null for those that do not any more; and to where the record reaches.</summary>
    public (IReadOnlyList<KeyValuePair<string, ExclusionFact?>> Going, DateTimeOffset? RecordedTo) TakeChanges()
    {
        if (!_isMoved)
        {
            return ([], null);
        }

        KeyValuePair<string, ExclusionFact?>[] taken = [.. _changes];
        _changes.Clear();
        _isMoved = false;
        return (taken, _recordedTo);
    }

    private void Look(AgentConfiguration configuration, DateTimeOffset now, List<EvidenceItem> evidence)
    {
        var (known, from) = (new HashSet<string>(StringComparer.Ordinal), _recordedTo ?? now);
        _next = DateTimeOffset.MaxValue;
        foreach (var span in _spans)
        {
            var id = string.Create(CultureInfo.InvariantCulture, $"{span.Exclusion}@{span.From.UtcDateTime:yyyy-MM-ddTHH:mm:ss}Z");
            known.Add(Key(span.Agreement, id));
            _next = span.From > now ? Earlier(_next, span.From) : span.To > now ? Earlier(_next, span.To) : _next;
            var isOver = span.To <= now;
            var isGoing = _going.ContainsKey(Key(span.Agreement, id));
            if (isOver ? isGoing || span.To > from : span.From <= now && !isGoing)
            {
                Tell(FactOf(span, id, configuration) with { IsOver = isOver }, evidence);
            }
        }

        foreach (var gone in _going.Values.Where(fact => !known.Contains(Key(fact.Agreement, fact.Id))).ToList())
        {
            Tell(gone with { To = Earlier(gone.To, now), IsOver = true }, evidence);
        }
    }

    private void Tell(ExclusionFact fact, List<EvidenceItem> evidence)
    {
        var key = Key(fact.Agreement, fact.Id);
        evidence.Add(new EvidenceItem.Excluded(fact));
        _isMoved = true;
        _changes[key] = fact.IsOver ? null : fact;
        if (fact.IsOver)
        {
            _going.Remove(key);
        }
        else
        {
            _going[key] = fact;
        }
    }

    private static ExclusionFact FactOf(ExcludedSpan span, string id, AgentConfiguration configuration) => new()
    {
        Id = id,
        Agreement = span.Agreement,
        Objectives = span.Objectives,
        Name = span.Exclusion,
        From = span.From,
        To = span.To,
        AnnouncedAt = configuration.Agreements.FirstOrDefault(agreement => agreement.Name == span.Agreement)?.Exclusions.FirstOrDefault(exclusion => exclusion.Name == span.Exclusion)?.AnnouncedAt,
        CountsBecause = span.CountsBecause,
    };

    private static string Key(string agreement, string id) => $"{agreement}/{id}";

    private static DateTimeOffset Earlier(DateTimeOffset left, DateTimeOffset right) => left < right ? left : right;
}
