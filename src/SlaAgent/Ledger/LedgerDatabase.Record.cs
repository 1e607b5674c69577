using System.Globalization;
using SlaAgent.Core.Evidence;
using SlaAgent.Core.Windows;
using SlaAgent.Ledger.Chain;

namespace SlaAgent.Ledger;

/// <summary>The record: what goes on it, and what is given up of it.</summary>
internal sealed partial class LedgerDatabase
{
    /// <summary>Share of the database that the record may take before it, rather than counts, makes room.</summary>
    private const double RecordShare = 0.8;

    private LedgerHead? _head;

    /// <summary>Entries given up for want of room since the database was opened.</summary>
    public long EntriesGivenUp { get; private set; }

    /// <summary>How far the record goes.</summary>
    public LedgerHead Head => _head ??= _entries.Head();

    /// <summary>Puts the oldest hour that is over, and has settled, on the record; whether there was one.</summary>
    public bool SealHour(DateTimeOffset now)
    {
        Synchronous("FULL");
        return InTransaction(() =>
        {
            if (_hours.TakeSettled(now) is not { } hour)
            {
                return 0;
            }

            Append(hour.Series.Count == 0 ? [] : [hour], now);
            return 1;
        }) > 0;
    }

    /// <summary>Gives up entries that are older than is agreed, a day or more at once; whether there may be more to do.</summary>
    public bool PruneRecord(DateTimeOffset now)
    {
        var before = now - _options.Keep;
        return _entries.Oldest() < before.AddDays(-1) && Prune(before, _budget.RowsPerTransaction * 10, string.Create(CultureInfo.InvariantCulture, $"older than {_options.Keep.TotalDays:0.##} days"), now) > 0;
    }

    /// <summary>Takes over entries as they are, and where the record ended.</summary>
    public void CarryRecord(IReadOnlyList<ChainEntry> entries, (long Number, ReadOnlyMemory<byte> Hash) head) => InTransaction(() =>
    {
        foreach (var entry in entries)
        {
            _entries.Carry(entry);
        }

        _entries.CarryHead(head.Number, head.Hash);
        _head = null;
        return entries.Count;
    });

    /// <summary>Takes over the token of the last transaction that committed; null for none.</summary>
    public void CarryToken(string? token) => InTransaction(() => token is null ? 0 : _statements.Run("INSERT OR REPLACE INTO commits(one, token) VALUES(1, $1)", token));

    /// <summary>Takes over the keys that signed.</summary>
    public void CarrySigners(IReadOnlyDictionary<string, byte[]> signers) => InTransaction(() =>
    {
        foreach (var (id, key) in signers)
        {
            _statements.Run("INSERT OR IGNORE INTO signers(id, public) VALUES($1, $2)", id, key);
        }

        return signers.Count;
    });

    /// <summary>Takes over what was counted in hours that are not on the record yet.</summary>
    public void CarryHours(IReadOnlyList<SlotRecord> hours, DateTimeOffset now) => InTransaction(() =>
    {
        _hours.Add(hours, now);
        return hours.Count;
    });

    /// <summary>Puts items on the record that come of nothing else in the ledger.</summary>
    public void Record(IReadOnlyList<EvidenceItem> items, DateTimeOffset now) => InTransaction(() =>
    {
        Append(items, now);
        return items.Count;
    });

    /// <summary>Puts on the record that what is kept begins where it does.</summary>
    public void RecordPruned(string because, DateTimeOffset now) => InTransaction(() =>
    {
        _head = null;
        _entries.AppendPruned(because, now);
        return 1;
    });

    private bool GiveUpEntries(double share, int rows, DateTimeOffset now)
    {
        var (entries, hours) = (_entries.Bytes(), _hours.Bytes());
        if (entries + hours < share * _budget.DatabasePages * LedgerBudget.PageSize)
        {
            return false;
        }

        Synchronous("NORMAL");
        if (hours > entries)
        {
            // Hours that no clock reaches: what was dated wrongly must not stay for good.
            return InTransaction(() => SealUnsettled(rows, now)) > 0;
        }

        var given = Prune(DateTimeOffset.MaxValue, 4 * rows, "there was no room for them under stateLimit", now);
        EntriesGivenUp += given;
        return given > 0;
    }

    private int SealUnsettled(int most, DateTimeOffset now)
    {
        var hours = 0;
        while (hours < most && _hours.TakeOldest() is { } hour)
        {
            Append(hour.Series.Count == 0 ? [] : [hour], now);
            hours++;
        }

        return hours;
    }

    private int Prune(DateTimeOffset before, int most, string because, DateTimeOffset now)
    {
        _head = null;
        return InTransaction(() => _entries.Prune(before, most, because, now));
    }

    private void PutOnRecord(PendingEvidence evidence, DateTimeOffset now)
    {
        Append(evidence.Items, now);
        if (evidence.GivenUp > 0)
        {
            _head = null;
            _entries.AppendPruned(
                string.Create(CultureInfo.InvariantCulture, $"nothing of these is missing, but {evidence.GivenUp} things never came on the record: memory was full while the state folder took nothing"), now);
        }
    }

    private void Append(IReadOnlyList<EvidenceItem> items, DateTimeOffset now)
    {
        if (items.Count > 0)
        {
            _head = null;
            _entries.Append(items, now);
        }
    }
}
