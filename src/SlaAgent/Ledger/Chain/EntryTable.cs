using Microsoft.Data.Sqlite;
using SlaAgent.Core.Evidence;

namespace SlaAgent.Ledger.Chain;

/// <summary>The record in the database: only ever added to at its end, and given up at its beginning.</summary>
internal sealed class EntryTable(SqliteStatements statements, EntrySigner? signer)
{
    /// <summary>The columns in which <see cref="Read"/> expects an entry.</summary>
    public const string Columns = "number, at, kind, body, previous, hash, signature, signer";

    private const int OverheadBytes = 200;
    private const string Beginning = "the record begins here; what was counted before is not on it";

    private (long Number, byte[] Hash)? _last;
    private long? _bytes;

    /// <summary>Forgets what was learned in a transaction that did not commit.</summary>
    public void RolledBack() => (_last, _bytes) = (null, null);

    /// <summary>Puts items on the record, inside the caller's transaction.</summary>
    public void Append(IReadOnlyCollection<EvidenceItem> items, DateTimeOffset now)
    {
        if (items.Count == 0)
        {
            return;
        }

        var last = _last ?? ReadLast();
        if (last.Number == 0 && FirstKept() is null && items.First() is not EvidenceItem.Pruned)
        {
            last = Append(new EvidenceItem.Pruned(1, HashChain.Beginning, Beginning), last, now);
        }

        foreach (var item in items)
        {
            last = Append(item, last, now);
        }

        statements.Run("INSERT OR REPLACE INTO head(one, number, hash) VALUES(1, $1, $2)", last.Number, last.Hash);
        _last = last;
    }

    /// <summary>Puts on the record that entries are not kept, or that something never came to it.</summary>
    public void AppendPruned(string because, DateTimeOffset now)
    {
        var (first, previous) = FirstKept() ?? (1, new byte[HashChain.Length]);
        Append([new EvidenceItem.Pruned(first, Convert.ToHexStringLower(previous), because)], now);
    }

    /// <summary>Takes over an entry as it is, from a damaged ledger or an exported one.</summary>
    public void Carry(ChainEntry entry)
    {
        Insert(entry);
        _last = null;
    }

    /// <summary>Takes over where the record ended.</summary>
    public void CarryHead(long number, ReadOnlyMemory<byte> hash)
    {
        statements.Run("INSERT OR REPLACE INTO head(one, number, hash) VALUES(1, $1, $2)", number, hash.ToArray());
        _last = null;
    }

    /// <summary>
    /// Gives up entries older than <paramref name="before"/>, at most so many, and says so in an entry; what still holds of them is put on the record again. How many there were.
    /// </summary>
    public int Prune(DateTimeOffset before, int most, string because, DateTimeOffset now)
    {
        if (FirstKept() is not { } first)
        {
            return 0;
        }

        // Never all of it.
        var kept = statements.Number("SELECT number FROM entries WHERE at >= $1 ORDER BY number LIMIT 1", before.UtcTicks) is > 0 and var young ? young : ReadLast().Number;
        var cut = Math.Min(kept, first.Number + most);
        if (cut <= first.Number)
        {
            return 0;
        }

        var standing = StandingEvidence.Before(cut, kind => Each("kind = $1", kind).Select(entry => (entry.Number, entry.Kind, entry.Body)));
        if (standing.Count + 1 >= cut - first.Number)
        {
            // As much would come as goes.
            return 0;
        }

        _bytes = null;
        var pruned = statements.Run("DELETE FROM entries WHERE number < $1", cut);
        Append(standing, now);
        AppendPruned(because, now);
        return pruned;
    }

    /// <summary>When the oldest entry was put on the record; null for none.</summary>
    public DateTimeOffset? Oldest() => statements.Number("SELECT at FROM entries ORDER BY number LIMIT 1") is > 0 and var at ? new DateTimeOffset(at, TimeSpan.Zero) : null;

    /// <summary>Bytes that the texts take, about.</summary>
    public long Bytes() => _bytes ??= statements.Number("SELECT sum(length(body)) FROM entries") + (statements.Number("SELECT count(*) FROM entries") * OverheadBytes);

    /// <summary>How far the record goes.</summary>
    public LedgerHead Head()
    {
        var (number, hash) = _last ?? ReadLast();
        var isSigned = statements.Number("SELECT count(*) FROM entries WHERE number = $1 AND signature IS NOT NULL", number) == 1;
        return new LedgerHead(statements.Number("SELECT count(*) FROM entries"), FirstKept()?.Number ?? 0, number, Convert.ToHexStringLower(hash), isSigned);
    }

    /// <summary>An entry from a row of <see cref="Columns"/>; null where it makes no sense.</summary>
    public static ChainEntry? Read(SqliteDataReader row)
    {
        var signature = DamagedDatabase.Bytes(row, 6);
        var signer = DamagedDatabase.Text(row, 7);
        return DamagedDatabase.Number(row, 0) is > 0 and { } number && DamagedDatabase.Number(row, 1) is >= 0 and { } at && at <= DateTime.MaxValue.Ticks
            && DamagedDatabase.Text(row, 2) is { } kind && DamagedDatabase.Bytes(row, 3) is { } body
            && DamagedDatabase.Bytes(row, 4) is { Length: HashChain.Length } previous && DamagedDatabase.Bytes(row, 5) is { Length: HashChain.Length } hash
            && (signature is null == row.IsDBNull(6)) && (signer is null == row.IsDBNull(7)) && (signature is null == signer is null)
            ? new ChainEntry
            {
                Number = number, At = new DateTimeOffset(at, TimeSpan.Zero), Kind = kind, Body = body, Previous = previous, Hash = hash, Signature = signature, Signer = signer,
            }
            : null;
    }

    private (long Number, byte[] Hash) Append(EvidenceItem item, (long Number, byte[] Hash) last, DateTimeOffset now)
    {
        var (kind, body) = EvidenceText.Write(item);
        var number = last.Number + 1;
        var hash = HashChain.Hash(last.Hash, number, now, kind, body);
        var signed = signer?.Sign(hash);
        if (signed is { } by)
        {
            statements.Run("INSERT OR IGNORE INTO signers(id, public) VALUES($1, $2)", by.Signer, by.PublicKey);
        }

        Insert(new ChainEntry
        {
            Number = number, At = now, Kind = kind, Body = body, Previous = last.Hash, Hash = hash, Signature = signed?.Signature, Signer = signed?.Signer,
        });
        return (number, hash);
    }

    private void Insert(ChainEntry entry)
    {
        _bytes += entry.Body.Length + OverheadBytes;
        statements.Run(
            $"INSERT INTO entries({Columns}) VALUES($1, $2, $3, $4, $5, $6, $7, $8)",
            entry.Number,
            entry.At.UtcTicks,
            entry.Kind,
            entry.Body.ToArray(),
            entry.Previous.ToArray(),
            entry.Hash.ToArray(),
            entry.Signature.IsEmpty ? null : entry.Signature.ToArray(),
            entry.Signer);
    }

    private List<ChainEntry> Each(string condition, params ReadOnlySpan<object?> values)
    {
        var entries = new List<ChainEntry>();
        using var reader = statements.Query($"SELECT {Columns} FROM entries WHERE {condition} ORDER BY number", values);
        while (reader.Read())
        {
            if (Read(reader) is { } entry)
            {
                entries.Add(entry);
            }
        }

        return entries;
    }

    private (long Number, byte[] Previous)? FirstKept()
    {
        using var reader = statements.Query("SELECT number, previous FROM entries ORDER BY number LIMIT 1");
        return reader.Read() ? (reader.GetInt64(0), reader.GetFieldValue<byte[]>(1)) : null;
    }

    private (long Number, byte[] Hash) ReadLast()
    {
        using var reader = statements.Query("SELECT number, hash FROM head");
        return reader.Read() && reader.GetFieldValue<byte[]>(1) is { Length: HashChain.Length } hash ? (reader.GetInt64(0), hash) : (0, new byte[HashChain.Length]);
    }
}
