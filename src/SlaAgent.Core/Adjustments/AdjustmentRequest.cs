using SlaAgent.Core.Contracts;

namespace SlaAgent.Core.Adjustments;

/// <summary>What somebody asks to be excluded after the fact.</summary>
/// <param name="Agreement">The agreement.</param>
/// <param name="Objectives">Names of objectives; empty for all that are judged by counts.</param>
/// <param name="From">Start of the time that is not to count.</param>
/// <param name="To">Its end.</param>
/// <param name="By">Who asks.</param>
/// <param name="Reason">Why.</param>
public sealed record AdjustmentRequest(string Agreement, EquatableArray<string> Objectives, DateTimeOffset From, DateTimeOffset To, string By, string Reason);
