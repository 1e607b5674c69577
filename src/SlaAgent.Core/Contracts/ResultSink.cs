namespace SlaAgent.Core.Contracts;

/// <summary>Where the results of evaluations are sent, beside metrics and ledger.</summary>
/// <param name="Name">Unique among sinks.</param>
public abstract record ResultSink(string Name)
{
    /// <summary>The experiment or project that results are put in where none is written.</summary>
    public const string DefaultGroup = "slaagent";

    /// <summary>TLS settings; null for the system's.</summary>
    public TlsSettings? Tls { get; init; }

    /// <summary>An MLflow tracking server: a run for each result.</summary>
    /// <param name="Name">Unique among sinks.</param>
    /// <param name="Url">Base address.</param>
    /// <param name="Experiment">Name of the experiment; made where there is none.</param>
    public sealed record Mlflow(string Name, Uri Url, string Experiment = DefaultGroup) : ResultSink(Name)
    {
        /// <summary>How the agent proves who it is; null for not at all.</summary>
        public Authentication? Auth { get; init; }
    }

    /// <summary>A ClearML server: a task for each result.</summary>
    /// <param name="Name">Unique among sinks.</param>
    /// <param name="Url">Base address of its API server.</param>
    /// <param name="AccessKeyFile">Absolute path of a file with the access key.</param>
    /// <param name="SecretKeyFile">Absolute path of a file with the secret key.</param>
    /// <param name="Project">Name of the project; made where there is none.</param>
    public sealed record ClearMl(string Name, Uri Url, string AccessKeyFile, string SecretKeyFile, string Project = DefaultGroup) : ResultSink(Name);

    /// <summary>A file with a JSON object a line.</summary>
    /// <param name="Name">Unique among sinks.</param>
    /// <param name="Path">Absolute path.</param>
    /// <param name="MaxSizeBytes">Size from which on the file is set aside as <c>PATH.1</c>, in the place of the one before, and a new one begun.</param>
    public sealed record Jsonl(string Name, string Path, long MaxSizeBytes = 16 * 1024 * 1024) : ResultSink(Name);
}
