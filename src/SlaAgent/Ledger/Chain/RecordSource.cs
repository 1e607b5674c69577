using SlaAgent.Core.Evidence;

namespace SlaAgent.Ledger.Chain;

/// <summary>Where a record is read from: a ledger, or a file that was exported.</summary>
internal abstract class RecordSource : IDisposable
{
    /// <summary>What it is called.</summary>
    public abstract string Name { get; }

    /// <summary>Where the record is said to end; null where that is not known.</summary>
    public abstract (long Number, string Hash)? Head { get; }

    /// <summary>Public keys (SubjectPublicKeyInfo) by id, as they are noted beside the entries.</summary>
    public abstract IReadOnlyDictionary<string, byte[]> Signers { get; }

    /// <summary>Whether it is a part of a record, and may begin anywhere.</summary>
    public virtual bool IsExcerpt => false;

    /// <summary>Opens a state folder or an exported file.</summary>
    /// <exception cref="RecordUnreadableException">There is neither, or it cannot be read.</exception>
    public static RecordSource Open(string path) => File.Exists(path) ? ExportedRecord.Open(path) : DatabaseRecord.Open(path);

    /// <summary>The entries in order, one at a time. They can be read again, once the last reading has ended.</summary>
    public abstract IEnumerable<RecordRow> Rows();

    /// <summary>The entries of a kind that can be read, in order.</summary>
    public virtual IEnumerable<ChainEntry> OfKind(string kind) => Rows().Select(row => row.Entry).OfType<ChainEntry>().Where(entry => entry.Kind == kind);

    /// <summary>When the first entry that can be read was put on the record; null for none.</summary>
    public DateTimeOffset? Begin() => Rows().Select(row => row.Entry).FirstOrDefault(entry => entry is not null)?.At;

    /// <inheritdoc />
    public abstract void Dispose();
}
