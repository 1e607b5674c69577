using System.Globalization;

namespace SlaAgent.Core.Evidence;

/// <summary>
/// Follows a record from its first entry to its last. Each entry must hash to what is noted in it, and note the hash of the one before it; where entries are missing, a
/// later entry must say so. An entry is judged when the next one is known, because that tells a changed text from a changed hash.
/// </summary>
/// <param name="signatureFault">What is wrong with an entry's signature; null for nothing.</param>
/// <param name="isExcerpt">Whether it may begin anywhere.</param>
public sealed class ChainCheck(Func<ChainEntry, string?> signatureFault, bool isExcerpt = false)
{
    /// <summary>More faults than these are only counted.</summary>
    public const int MostFaults = 100;

    private readonly List<ChainFault> _faults = [];
    private readonly List<(ChainEntry Entry, long Missing)> _starts = [];
    private readonly List<(EvidenceItem.Pruned Said, ChainEntry By)> _said = [];
    private ChainEntry? _before;
    private ChainEntry? _last;
    private long _entries;
    private long _first;
    private long _signed;
    private long _faultCount;

    /// <summary>Takes the next entry.</summary>
    /// <param name="entry">As it is kept.</param>
    /// <param name="pruned">What it says, where it says that entries are not kept.</param>
    public void Add(ChainEntry entry, EvidenceItem.Pruned? pruned)
    {
        _entries++;
        if (_last is null)
        {
            _first = entry.Number;
        }
        else
        {
            JudgeLast(entry);
        }

        if (pruned is not null)
        {
            _said.Add((pruned, entry));
        }

        (_before, _last) = (_last, entry);
        if (_before is null || entry.Number != _before.Number + 1)
        {
            Begin(entry);
        }
    }

    /// <summary>Takes note of an entry that makes no sense at all.</summary>
    public void AddUnreadable(long number, DateTimeOffset? at, string? kind, string problem) => Fault(number, at, kind, problem);

    /// <summary>What came of it.</summary>
    /// <param name="head">Number and hash that the last entry is known to have; null where that is not known.</param>
    public ChainFindings Finish((long Number, string Hash)? head)
    {
        if (_last is not null)
        {
            JudgeLast(null);
        }

        var breaks = new List<ChainBreak>();
        foreach (var (entry, missing) in _starts)
        {
            var index = _said.FindLastIndex(said => said.Said.FirstKept == entry.Number && said.Said.Before == entry.PreviousText);
            if (index < 0)
            {
                Fault(entry.Number - missing, null, null, Missing(entry, missing));
            }
            else
            {
                var (said, by) = _said[index];
                breaks.Add(new ChainBreak(entry.Number, missing, by.Number, by.At, said.Because));
            }
        }

        if (head is { } end && end.Number > 0 && (_last?.Number != end.Number || _last.HashText != end.Hash))
        {
            Fault(end.Number, null, null, _last is null || _last.Number < end.Number
                ? string.Create(CultureInfo.InvariantCulture, $"the end is missing: the last entry that is kept is {_last?.Number ?? 0}")
                : $"the head is not where it was: it was {end.Hash}");
        }

        var faults = _faults.OrderBy(fault => fault.Number).ToList();
        return new ChainFindings(_entries, _first, _last?.Number ?? 0, _last?.HashText ?? HashChain.Beginning, _signed, faults, _faultCount, breaks);
    }

    private void Begin(ChainEntry entry)
    {
        if (_before is not null && entry.Number <= _before.Number)
        {
            Fault(entry, string.Create(CultureInfo.InvariantCulture, $"it stands after entry {_before.Number}"));
        }
        else if ((entry.Number != 1 || entry.PreviousText != HashChain.Beginning) && !(isExcerpt && _before is null))
        {
            _starts.Add((entry, entry.Number - 1 - (_before?.Number ?? 0)));
        }
    }

    private static string Missing(ChainEntry next, long missing) => missing switch
    {
        0 => "it does not begin where a record begins",
        1 => "the entry is missing",
        _ => string.Create(CultureInfo.InvariantCulture, $"entries {next.Number - missing} to {next.Number - 1} are missing"),
    };

    private void JudgeLast(ChainEntry? next)
    {
        var entry = _last!;
        var follows = _before is null || entry.Number != _before.Number + 1;
        var linked = follows || entry.Previous.Span.SequenceEqual(_before!.Hash.Span);
        if (entry.IsSound)
        {
            if (!linked && !entry.Previous.Span.SequenceEqual(_before!.HashAfter(_before.Previous.Span)))
            {
                Fault(entry, "it does not follow the entry before it: that has another hash");
            }
        }
        else if (!linked && entry.HashAfter(_before!.Hash.Span) is { } after && after.AsSpan().SequenceEqual(entry.Hash.Span))
        {
            Fault(entry, "the hash before it, as noted in it, was changed");
        }
        else if (next is not null && next.Previous.Span.SequenceEqual(entry.HashAfter(entry.Previous.Span)))
        {
            Fault(entry, "its hash was changed");
        }
        else
        {
            Fault(entry, HashChain.IsKind(entry.Kind) ? "its number, time, kind or text was changed: they do not hash to what is noted in it" : "its kind was changed: there can be none of that name");
        }

        if (signatureFault(entry) is { } problem)
        {
            Fault(entry, problem);
        }
        else if (!entry.Signature.IsEmpty)
        {
            _signed++;
        }
    }

    private void Fault(ChainEntry entry, string problem) => Fault(entry.Number, entry.At, entry.Kind, problem);

    private void Fault(long number, DateTimeOffset? at, string? kind, string problem)
    {
        _faultCount++;
        if (_faults.Count < MostFaults)
        {
            _faults.Add(new ChainFault(number, at, kind, problem));
        }
    }
}
