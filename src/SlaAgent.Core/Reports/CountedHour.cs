using SlaAgent.Core.Evidence;

namespace SlaAgent.Core.Reports;

/// <summary>What a series counted in an hour, or what an adjustment took out of it.</summary>
/// <param name="From">Start of the hour.</param>
/// <param name="Hour">The counts.</param>
/// <param name="IsTaken">Whether they were taken out.</param>
internal readonly record struct CountedHour(DateTimeOffset From, SeriesHour Hour, bool IsTaken);
