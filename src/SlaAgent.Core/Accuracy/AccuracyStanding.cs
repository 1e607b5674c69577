namespace SlaAgent.Core.Accuracy;

/// <summary>What the last runs of a series say together.</summary>
/// <param name="Finding">What the latest run says.</param>
/// <param name="Missed">Runs in a row that missed the goal, the latest back; those that say nothing left out. At most <paramref name="Confirm"/>.</param>
/// <param name="Confirm">Runs in a row that make a breach; at least 1.</param>
public readonly record struct AccuracyStanding(AccuracyFinding Finding, int Missed, int Confirm)
{
    /// <summary>Whether the goal is breached.</summary>
    public bool IsBreached => Missed >= Confirm;

    /// <summary>Whether it may be: the latest interval straddles the goal, or too few runs in a row missed it.</summary>
    public bool IsAtRisk => !IsBreached && (Finding is AccuracyFinding.Straddles or AccuracyFinding.Missed);

    /// <summary>Whether it is met.</summary>
    public bool IsMet => Finding is AccuracyFinding.Met or AccuracyFinding.Proven;

    /// <summary>The standing after the latest of <paramref name="findings"/>, in order of time, of which the last <paramref name="confirm"/> that say something are enough.</summary>
    public static AccuracyStanding Of(ReadOnlySpan<AccuracyFinding> findings, int confirm)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(confirm, 1);
        if (findings.IsEmpty || findings[^1] == AccuracyFinding.Unknown)
        {
            return new AccuracyStanding(AccuracyFinding.Unknown, 0, confirm);
        }

        var missed = 0;
        for (var i = findings.Length - 1; i >= 0 && missed < confirm && (findings[i] is AccuracyFinding.Missed or AccuracyFinding.Unknown); i--)
        {
            missed += findings[i] == AccuracyFinding.Missed ? 1 : 0;
        }

        return new AccuracyStanding(findings[^1], missed, confirm);
    }
}
