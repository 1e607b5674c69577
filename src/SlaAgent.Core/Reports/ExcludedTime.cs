using SlaAgent.Core.Contracts;
using SlaAgent.Core.Evidence;

namespace SlaAgent.Core.Reports;

/// <summary>How much time of a period did not count for one kind of reason.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="Count">How often.</param>
/// <param name="Time">The time; where stretches of the kind overlap, counted once, whichever objectives they are about.</param>
public sealed record ExcludedTime(ExclusionKind Kind, int Count, TimeSpan Time)
{
    /// <summary>The time that did not count, by kind, as far as it is known; kinds of which there is none are left out.</summary>
    internal static EquatableArray<ExcludedTime> Of(IEnumerable<ExclusionFact> exclusions, IEnumerable<Adjustment> adjustments, DateTimeOffset from, DateTimeOffset to)
    {
        var planned = exclusions.Where(fact => fact.CountsBecause is null).Select(fact => (Kind: KindOf(fact), fact.From, fact.To));
        var taken = adjustments.Select(adjustment => (Kind: ExclusionKind.AfterTheFact, adjustment.From, adjustment.To));
        return
        [
            .. planned.Concat(taken).Where(stretch => stretch.From < to && stretch.To > from).GroupBy(stretch => stretch.Kind).OrderBy(kind => kind.Key)
                .Select(kind => new ExcludedTime(kind.Key, kind.Count(), Together(kind.Select(stretch => (stretch.From < from ? from : stretch.From, stretch.To > to ? to : stretch.To))))),
        ];
    }

    private static ExclusionKind KindOf(ExclusionFact fact) =>
        fact.By is not null ? ExclusionKind.ByHand : fact.AnnouncedAt is not null ? ExclusionKind.Announced : ExclusionKind.Agreed;

    private static TimeSpan Together(IEnumerable<(DateTimeOffset From, DateTimeOffset To)> stretches)
    {
        var (sum, end) = (TimeSpan.Zero, DateTimeOffset.MinValue);
        foreach (var (from, to) in stretches.OrderBy(stretch => stretch.From))
        {
            var begin = from > end ? from : end;
            if (to > begin)
            {
                sum += to - begin;
                end = to;
            }
        }

        return sum;
    }
}
