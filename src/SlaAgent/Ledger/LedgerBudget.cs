namespace SlaAgent.Ledger;

/// <summary>
/// How a limit on the folder is divided: three quarters for the database, an eighth for its log, the rest for the log's index and small files.
/// The log may overshoot its checkpoint by one transaction, so that a transaction is bounded too.
/// </summary>
/// <param name="LimitBytes">Limit in bytes; less than 512 KiB counts as 512 KiB.</param>
internal readonly record struct LedgerBudget(long LimitBytes)
{
    /// <summary>Bytes of a page.</summary>
    public const int PageSize = 4096;

    /// <summary>Most held results that are kept: with half a KiB for each, a quarter of the database.</summary>
    public int HeldRows => (int)Math.Min(20_000, DatabasePages * PageSize / 4 / 512);

    /// <summary>Most runs of evaluations that are kept: with one KiB for each, a quarter of the database.</summary>
    public int EvaluationRows => (int)Math.Min(20_000, DatabasePages * PageSize / 4 / 1024);

    private long Limit => Math.Max(LimitBytes, 512 * 1024);

    /// <summary>Most pages of the database.</summary>
    public long DatabasePages => Limit * 3 / 4 / PageSize;

    /// <summary>Pages in the log after which it is checkpointed.</summary>
    public long CheckpointPages => Math.Min(1000, Limit / 16 / PageSize);

    /// <summary>Bytes to which the log is cut back.</summary>
    public long LogBytes => CheckpointPages * PageSize;

    /// <summary>Most rows that one transaction changes; a row may cost two pages.</summary>
    public int RowsPerTransaction => (int)Math.Min(1000, Limit / 32 / PageSize);
}
