using SlaAgent.Configuration.DataSets;
using SlaAgent.Core.Contracts;

namespace SlaAgent.Configuration;

/// <summary>What came of reading a configuration.</summary>
/// <param name="Configuration">The configuration, without what is in <paramref name="NotInThisVersion"/>; null where there is an error.</param>
/// <param name="Diagnostics">Every finding, sorted by place.</param>
/// <param name="NotInThisVersion">What was read and checked but cannot be run; a daemon refuses to start with any.</param>
/// <param name="Files">Absolute paths of every file that was read or that is referred to (secrets, roots, requests), sorted.</param>
/// <param name="ContentHash">A hash over names and contents of <paramref name="Files"/>, in lower-case hexadecimal; see <see cref="ConfigurationFiles"/>.</param>
public sealed record ConfigurationResult(
    AgentConfiguration? Configuration,
    EquatableArray<Diagnostic> Diagnostics,
    EquatableArray<LaterFeature> NotInThisVersion,
    IReadOnlyList<string> Files,
    string ContentHash)
{
    /// <summary>What is in the data sets of its evaluations, in their order.</summary>
    public EquatableArray<DataSetSummary> DataSets { get; init; }

    /// <summary>Whether anything is wrong enough that the configuration cannot be used.</summary>
    public bool HasErrors => Configuration is null;
}
