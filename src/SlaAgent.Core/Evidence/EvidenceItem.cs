using SlaAgent.Core.Consequences;
using SlaAgent.Core.Contracts;
using SlaAgent.Core.Incidents;

namespace SlaAgent.Core.Evidence;

/// <summary>What can be put on the record. A report is made of nothing else. All times are wall times, in UTC.</summary>
public abstract record EvidenceItem
{
    private EvidenceItem()
    {
    }

    /// <summary>What was promised from now on: an agreement came into force or changed.</summary>
    /// <param name="Terms">The terms; those of an agreement of the same name no longer hold.</param>
    public sealed record TermsAgreed(AgreementTerms Terms) : EvidenceItem;

    /// <summary>An agreement is no longer judged.</summary>
    /// <param name="Agreement">Its name.</param>
    public sealed record TermsEnded(string Agreement) : EvidenceItem;

    /// <summary>An hour is over, and what was counted in it stands.</summary>
    /// <param name="From">Start of the hour.</param>
    /// <param name="Series">What each series counted in it. What comes late is in another item of the same hour: they add up.</param>
    public sealed record HourClosed(DateTimeOffset From, EquatableArray<SeriesHour> Series) : EvidenceItem;

    /// <summary>A run of an evaluation ended.</summary>
    /// <param name="Run">What it found.</param>
    public sealed record Evaluated(EvaluationFact Run) : EvidenceItem;

    /// <summary>An incident opened, was acknowledged or escalated, ended, or was closed.</summary>
    /// <param name="Incident">The incident as it was then; the latest of an id stands.</param>
    public sealed record IncidentChanged(Incident Incident) : EvidenceItem;

    /// <summary>Time that does not count began, was foreseen, or ended.</summary>
    /// <param name="Exclusion">The exclusion as it was then; the latest of an id stands.</param>
    public sealed record Excluded(ExclusionFact Exclusion) : EvidenceItem;

    /// <summary>Time was excluded after the fact.</summary>
    /// <param name="Adjustment">What was changed, with the original figures.</param>
    public sealed record Adjusted(Adjustment Adjustment) : EvidenceItem;

    /// <summary>Something came to be owed, people were reminded of it, or it was done.</summary>
    /// <param name="Obligation">The obligation as it was then; the latest of an id stands.</param>
    public sealed record ObligationChanged(Obligation Obligation) : EvidenceItem;

    /// <summary>A deployment gate was overridden, or the override was taken back.</summary>
    /// <param name="Override">The override as it was then; the latest of an id stands.</param>
    public sealed record GateOverridden(GateOverride Override) : EvidenceItem;

    /// <summary>A deployment gate closed or opened.</summary>
    /// <param name="Gate">How it is since then.</param>
    public sealed record GateMoved(GateStatus Gate) : EvidenceItem;

    /// <summary>A period of the calendar is over.</summary>
    /// <param name="Period">Its final figures, as the agent judged them.</param>
    public sealed record PeriodClosed(ClosedPeriod Period) : EvidenceItem;

    /// <summary>Entries before this one were given up for age, or the chain began anew.</summary>
    /// <param name="FirstKept">Number of the first entry that is kept.</param>
    /// <param name="Before">The hash of the entry before that one; 64 zeros where there was none.</param>
    /// <param name="Because">Why.</param>
    public sealed record Pruned(long FirstKept, string Before, string Because) : EvidenceItem;
}
