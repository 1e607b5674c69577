using SlaAgent.Core.Evidence;
using SlaAgent.Core.Samples;

namespace SlaAgent.Core.Windows;

/// <summary>Numbers for why an event was bad, so that counting one allocates nothing: those of the outcomes, and a few that are none.</summary>
internal static class BadReason
{
    /// <summary>A success that was too slow.</summary>
    public const int TooSlow = (int)Outcome.Success;

    /// <summary>A request of a user that failed.</summary>
    public static readonly int Failed = Outcomes.All.Length;

    /// <summary>A slice, or a run of load, with too little work done.</summary>
    public static readonly int TooLittleWork = Failed + 1;

    /// <summary>How many numbers there are.</summary>
    public static readonly int Count = TooLittleWork + 1;

    /// <summary>Why a result was bad.</summary>
    public static int Of(ProbeResult result) => (int)result.Outcome;

    /// <summary>The name of a number on the record.</summary>
    public static string Name(int reason) =>
        reason == TooSlow ? SlotReasons.TooSlow : reason == Failed ? SlotReasons.Failed : reason == TooLittleWork ? SlotReasons.TooLittleWork : ((Outcome)reason).Name();

    /// <summary>Counts by number in the form of <see cref="SlotReasons"/>.</summary>
    public static string Write(ReadOnlySpan<long> counts)
    {
        var named = new List<ReasonCount>();
        for (var reason = 0; reason < counts.Length; reason++)
        {
            if (counts[reason] != 0)
            {
                named.Add(new ReasonCount(Name(reason), counts[reason]));
            }
        }

        return SlotReasons.Write(named);
    }
}
