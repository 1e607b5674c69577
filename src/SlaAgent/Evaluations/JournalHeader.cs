namespace SlaAgent.Evaluations;

/// <summary>Which run a journal is of. A run is carried on with only where all of it is as it was.</summary>
/// <param name="Service">Name of the service.</param>
/// <param name="Probe">Name of the probe.</param>
/// <param name="ScheduledAt">When the run was meant to start, as wall time.</param>
/// <param name="StartedAt">When it did.</param>
/// <param name="DataSetHash">SHA-256 of the data set's file, in lower-case hex.</param>
/// <param name="Question">Hash of what is asked and how it is scored.</param>
/// <param name="Examples">Examples to be asked about.</param>
/// <param name="VersionBefore">The model's version by the server's own record before the first request; null where it has none.</param>
internal sealed record JournalHeader(
    string Service,
    string Probe,
    DateTimeOffset ScheduledAt,
    DateTimeOffset StartedAt,
    string DataSetHash,
    string Question,
    long Examples,
    string? VersionBefore);
