using Cronos;
using SlaAgent.Configuration;
using SlaAgent.Configuration.TimeZones;
using SlaAgent.Core.Contracts;
using SlaAgent.Core.Exclusions;

namespace SlaAgent.Exclusions;

/// <summary>
/// Turns the exclusions of agreements into stretches of wall time around now, and says when it is time to do so again. What a cron time means on the days on
/// which clocks are set is Cronos's word: one that is left out happens when the clocks have been set, one that comes twice happens the first time.
/// </summary>
internal sealed class SpanCalendar
{
    /// <summary>How far the stretches reach back: an agent that was not running so long still knows what was excluded meanwhile.</summary>
    private static readonly TimeSpan Back = TimeSpan.FromDays(2);

    private static readonly TimeSpan Ahead = TimeSpan.FromDays(1);
    private static readonly TimeSpan Renewal = TimeSpan.FromHours(1);

    /// <summary>Most stretches of one exclusion: one for each minute of the time that is covered.</summary>
    private const int Most = 4500;

    private AgentConfiguration? _configuration;
    private DateTimeOffset _expandedAt;

    /// <summary>The stretches, where those handed out before are of another configuration, or an hour old, or where the wall clock was set; null where they still do.</summary>
    public IReadOnlyList<ExcludedSpan>? Renew(AgentConfiguration configuration, DateTimeOffset wall)
    {
        if (ReferenceEquals(configuration, _configuration) && (wall - _expandedAt).Duration() < Renewal)
        {
            return null;
        }

        (_configuration, _expandedAt) = (configuration, wall);
        return Expand(configuration, wall);
    }

    /// <summary>All stretches of all agreements that are not long over at <paramref name="wall"/> and begin within a day.</summary>
    public static IReadOnlyList<ExcludedSpan> Expand(AgentConfiguration configuration, DateTimeOffset wall) =>
    [
        .. from agreement in configuration.Agreements
           from exclusion in agreement.Exclusions
           from span in Of(exclusion.Time, wall - Back, wall + Ahead)
           select new ExcludedSpan(agreement.Name, exclusion.Name, exclusion.Objectives, span.From, span.To) { CountsBecause = Late(agreement, exclusion, span.From) },
    ];

    private static IEnumerable<(DateTimeOffset From, DateTimeOffset To)> Of(ExclusionTime time, DateTimeOffset from, DateTimeOffset to)
    {
        switch (time)
        {
            case ExclusionTime.Once once when once.To > from && once.From < to:
                return [(once.From, once.To)];
            case ExclusionTime.Again again:
                var zone = ZoneData.Get(again.TimeZone);
                return CronExpression.Parse(again.Expression, CronFormat.Standard)
                    .GetOccurrences((from - again.Duration).UtcDateTime, to.UtcDateTime, zone)
                    .TakeLast(Most)
                    .Select(start => new DateTimeOffset(start, TimeSpan.Zero))
                    .Select(start => (start, start + again.Duration));
            default:
                return [];
        }
    }

    private static string? Late(ServiceLevelAgreement agreement, Exclusion exclusion, DateTimeOffset start)
    {
        if (exclusion.IsInTime(start, agreement.Notice))
        {
            return null;
        }

        var late = agreement.Notice > TimeSpan.Zero ? $"less than {DurationText.Write(agreement.Notice)} before its start" : "after its start";
        return $"{exclusion.Name} was announced {late}: it does not hold";
    }
}
