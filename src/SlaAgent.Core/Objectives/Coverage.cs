using SlaAgent.Core.Time;
using SlaAgent.Core.Windows;

namespace SlaAgent.Core.Objectives;

/// <summary>How much of a window's countable time was measured. Times are in ticks.</summary>
/// <param name="Measured">Time that was measured, at most <paramref name="Countable"/>.</param>
/// <param name="Countable">Elapsed time less what was waived.</param>
internal readonly record struct Coverage(long Measured, long Countable)
{
    /// <summary>Time that has passed, what was waived included: the window, or what there is of it while the objective is younger.</summary>
    public long Elapsed { get; init; }

    /// <summary>Whether it is at least 90%.</summary>
    public bool IsEnough => Countable > 0 && Share.IsCovered(Measured, Countable);

    /// <summary>Measured ÷ countable; null where there is nothing to measure.</summary>
    public double? Ratio => Countable > 0 ? (double)Measured / Countable : null;

    /// <summary>The coverage of a window up to <paramref name="horizon"/>, the moment to which results can be known.</summary>
    public static Coverage Of(ObjectiveState state, IWindow window, Instant horizon)
    {
        if (state.Began is not { } began)
        {
            return default;
        }

        var sum = window.Sum;
        var elapsed = Math.Max(0, (Instant.Min(horizon, window.End) - Instant.Max(began, window.Start)).Ticks);
        var countable = Math.Max(0, elapsed - sum.Waived);

        // A result measured just before the window's start reaches into it by up to its interval; a reading lies at its end.
        var reaching = began < window.Start && state.Source is not EventSource.Traffic ? state.Source.Interval.Ticks : 0;
        return new Coverage(Math.Min(sum.Covered + reaching, countable), countable) { Elapsed = elapsed };
    }
}
