namespace SlaAgent.Core.Contracts;

/// <summary>A window that begins anew with each period of the calendar.</summary>
/// <param name="Unit">Length of a period.</param>
/// <param name="TimeZone">IANA name of the zone at whose midnight periods begin.</param>
public sealed record CalendarWindow(CalendarUnit Unit, string TimeZone)
{
    /// <summary>The length that burn rates are reckoned with: 1, 7, 30, 91 or 365 days.</summary>
    public TimeSpan NominalLength => TimeSpan.FromDays(Unit switch
    {
        CalendarUnit.Day => 1,
        CalendarUnit.Week => 7,
        CalendarUnit.Month => 30,
        CalendarUnit.Quarter => 91,
        _ => 365,
    });
}
