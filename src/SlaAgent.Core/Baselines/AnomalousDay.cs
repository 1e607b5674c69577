namespace SlaAgent.Core.Baselines;

/// <summary>A day that was unlike the same day of other weeks.</summary>
/// <param name="Date">The day, in the profile's time zone.</param>
/// <param name="Hours">How many of its hours were unusual.</param>
/// <param name="Worst">Start of the most unusual one.</param>
/// <param name="Deviation">How far that one was off, as a share of what was usual: 0.5 is half as much again, −0.9 nearly nothing.</param>
public sealed record AnomalousDay(DateOnly Date, int Hours, DateTimeOffset Worst, double Deviation);
