using SlaAgent.Configuration.TimeZones;
using SlaAgent.Configuration.Yaml;
using SlaAgent.Core.Contracts;

namespace SlaAgent.Configuration.Binding;

/// <summary>The window of an agreement.</summary>
/// <param name="Length">Length of a rolling window, or the nominal one of a calendar window.</param>
/// <param name="Calendar">The calendar; null for a rolling window.</param>
internal readonly record struct BoundWindow(TimeSpan Length, CalendarWindow? Calendar)
{
    /// <summary>The window that <paramref name="spec"/> gives; what is wrong with it was said when it was checked.</summary>
    public static BoundWindow Bind(YamlMapping spec, string agentTimeZone)
    {
        var window = spec.Mapping("window");
        CalendarUnit? unit = window.Text("calendar") switch
        {
            "day" => CalendarUnit.Day,
            "week" => CalendarUnit.Week,
            "month" => CalendarUnit.Month,
            "quarter" => CalendarUnit.Quarter,
            "year" => CalendarUnit.Year,
            _ => null,
        };
        var zone = window.Text("timeZone") ?? agentTimeZone;
        if (unit is not { } known || ZoneData.Find(zone) is null)
        {
            return new(window.Duration("rolling") ?? AgreementBinder.DefaultWindow, null);
        }

        var calendar = new CalendarWindow(known, zone);
        return new(calendar.NominalLength, calendar);
    }
}
