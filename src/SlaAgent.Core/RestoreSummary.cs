namespace SlaAgent.Core;

/// <summary>What became of the records given to a restore.</summary>
/// <param name="Restored">Records placed on windows.</param>
/// <param name="Foreign">Records of series that are not judged now, or not awaited.</param>
/// <param name="Damaged">Records with impossible values; they are left out, as far as they are.</param>
public sealed record RestoreSummary(int Restored, int Foreign, int Damaged);
