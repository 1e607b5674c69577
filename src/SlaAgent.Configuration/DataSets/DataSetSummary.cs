using SlaAgent.Core.Contracts;

namespace SlaAgent.Configuration.DataSets;

/// <summary>What is in the data set of an evaluation, all of which was read and found right.</summary>
/// <param name="Service">The service.</param>
/// <param name="Probe">The evaluation.</param>
/// <param name="Examples">Examples in it.</param>
/// <param name="Asked">Examples that a run asks for: fewer where a sample is drawn.</param>
/// <param name="Classes">Its classes, in the order of names; empty where the task has none.</param>
/// <param name="Positive">Examples of the positive class; null where there is none such.</param>
/// <param name="Hash">SHA-256 of the file as it is on disk, in lower-case hex.</param>
public sealed record DataSetSummary(string Service, string Probe, long Examples, long Asked, EquatableArray<ClassCount> Classes, long? Positive, string Hash)
{
    /// <summary>About how many examples of the positive class a run asks for: a sample has labels as the whole has.</summary>
    public long? PositiveAsked => Positive is { } positive ? (long)Math.Round((decimal)positive * Asked / Examples) : null;
}
