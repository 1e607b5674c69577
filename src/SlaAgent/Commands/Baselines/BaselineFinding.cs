using SlaAgent.Core.Baselines;

namespace SlaAgent.Commands.Baselines;

/// <summary>What was found, for people, machines and the documents to paste.</summary>
/// <param name="Service">The service.</param>
/// <param name="Source">Where the history came from, in words.</param>
/// <param name="Window">The rolling window of what is proposed.</param>
/// <param name="Results">One for each objective.</param>
internal sealed record BaselineFinding(string Service, string Source, TimeSpan Window, IReadOnlyList<BaselineResult> Results)
{
    /// <summary>Whether anything is proposed.</summary>
    public bool HasProposal => Results.Any(result => result.Internal is not null);
}
