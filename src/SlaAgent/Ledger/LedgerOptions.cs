namespace SlaAgent.Ledger;

/// <summary>Where the ledger stands and how large it may become.</summary>
internal sealed record LedgerOptions
{
    /// <summary>Folder of the state; made where it is missing, readable by the agent's user only.</summary>
    public required string Folder { get; init; }

    /// <summary>Largest size in bytes of database and log together.</summary>
    public long LimitBytes { get; init; } = 128L * 1024 * 1024;

    /// <summary>Merges latency histograms.</summary>
    public required MergeLatencies MergeLatencies { get; init; }

    /// <summary>Longest time that counts wait in memory.</summary>
    public TimeSpan CommitInterval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Time between attempts while the disk does not take anything.</summary>
    public TimeSpan RetryInterval { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>How long what is on the record is kept.</summary>
    public TimeSpan Keep { get; init; } = TimeSpan.FromDays(400);

    /// <summary>File with the key that signs what goes on the record; null where it is not signed.</summary>
    public string? SigningKeyFile { get; init; }

    /// <summary>How the holder of the folder is called to a second agent: the Pod, else the host.</summary>
    public string HolderName { get; init; } = Environment.GetEnvironmentVariable("POD_NAME") is { Length: > 0 } pod ? pod : Environment.MachineName;
}
