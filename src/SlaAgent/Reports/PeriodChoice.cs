using System.Globalization;
using SlaAgent.Configuration.TimeZones;
using SlaAgent.Core.Evidence;
using SlaAgent.Core.Reports;

namespace SlaAgent.Reports;

/// <summary>The time that a report is about, by what was asked for and what was agreed.</summary>
/// <param name="Period">The time.</param>
/// <param name="Previous">The time before it.</param>
/// <param name="Zone">The contract's zone.</param>
internal sealed record PeriodChoice(ReportPeriod Period, ReportPeriod Previous, TimeZoneInfo Zone)
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    /// <summary>The time that was asked for; else the last period of the agreement's calendar that is over and of which there is a record, else the present one, or the rolling window up to now.</summary>
    /// <exception cref="ReportFailure">There is no such period, or it has not begun.</exception>
    public static PeriodChoice Of(ReportQuery query, AgreementTerms terms, DateTimeOffset? recordBegin)
    {
        var zone = Rules(terms.TimeZone ?? "UTC");
        var period = query switch
        {
            { Period: { } text } => ReportPeriods.Read(text, zone) ?? throw new ReportFailure(ReportFailureKind.Wrong, $"'{text}' is no period; write {ReportPeriods.Forms}"),
            { From: { } from } => Between(from, query.To ?? query.Now, zone),
            { To: not null } => throw new ReportFailure(ReportFailureKind.Wrong, "there is an end without a start; give both"),
            _ => Default(query, terms, recordBegin, zone),
        };
        return period.From < query.Now
            ? new(period, ReportPeriods.Before(period, zone), zone)
            : throw new ReportFailure(ReportFailureKind.Wrong, $"{period.Name} has not begun");
    }

    /// <summary>Whether what was counted in an hour is asked for.</summary>
    public bool Holds(DateTimeOffset hour) => hour > Previous.From - Hour && hour < Period.To;

    private static ReportPeriod Default(ReportQuery query, AgreementTerms terms, DateTimeOffset? recordBegin, TimeZoneInfo zone)
    {
        if (terms.Calendar is not { } unit)
        {
            var from = query.Now - terms.Window;
            return ReportPeriods.Between(new DateTimeOffset(from.UtcTicks - (from.UtcTicks % Hour.Ticks), TimeSpan.Zero), query.Now, zone);
        }

        var present = ReportPeriods.At(unit, query.Now, zone);
        return recordBegin < present.From ? ReportPeriods.Before(present, zone) : present;
    }

    private static ReportPeriod Between(DateTimeOffset from, DateTimeOffset to, TimeZoneInfo zone)
    {
        if (to <= from)
        {
            throw new ReportFailure(ReportFailureKind.Wrong, "the end is not after the start");
        }

        return to <= from.AddDays(ReportPeriods.MostDays)
            ? ReportPeriods.Between(from, to, zone)
            : throw new ReportFailure(ReportFailureKind.Wrong, string.Create(CultureInfo.InvariantCulture, $"a report is about at most {ReportPeriods.MostDays} days"));
    }

    private static TimeZoneInfo Rules(string name) =>
        ZoneData.Find(name) ?? throw new ReportFailure(ReportFailureKind.CouldNot, $"this version knows no time zone '{name}', which is the agreement's; make the report with the version that wrote the record, or a later one");
}
