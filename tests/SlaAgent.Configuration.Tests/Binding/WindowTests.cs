using SlaAgent.Core.Contracts;

namespace SlaAgent.Configuration.Tests.Binding;

public sealed class WindowTests
{
    private const string Agent = "---\napiVersion: slaagent.io/v1\nkind: Agent\nmetadata: { name: agent }\nspec: { timeZone: Asia/Tokyo }\n";

    [Theory]
    [InlineData("{ calendar: day }", CalendarUnit.Day, "Asia/Tokyo", 1)]
    [InlineData("{ calendar: week, timeZone: UTC }", CalendarUnit.Week, "UTC", 7)]
    [InlineData("{ calendar: month, timeZone: Europe/Berlin }", CalendarUnit.Month, "Europe/Berlin", 30)]
    [InlineData("{ calendar: quarter, timeZone: Australia/Lord_Howe }", CalendarUnit.Quarter, "Australia/Lord_Howe", 91)]
    [InlineData("{ calendar: year, timeZone: America/Argentina/Buenos_Aires }", CalendarUnit.Year, "America/Argentina/Buenos_Aires", 365)]
    public void A_calendar_window_has_a_unit_and_the_agents_zone_unless_another_is_written(string window, CalendarUnit unit, string zone, int days)
    {
        using var folder = new TestFolder();
        var result = folder.Load(With(window));

        Assert.Empty(result.Diagnostics);
        Assert.Empty(result.NotInThisVersion);
        var agreement = Assert.Single(result.Configuration!.Agreements);
        Assert.Equal((new CalendarWindow(unit, zone), TimeSpan.FromDays(days)), (agreement.Calendar, agreement.Window));
    }

    [Fact]
    public void A_rolling_window_has_no_calendar()
    {
        using var folder = new TestFolder();
        var agreement = folder.Load(With("{ rolling: 7d }")).Configuration!.Agreements[0];
        Assert.Equal((null, TimeSpan.FromDays(7)), (agreement.Calendar, agreement.Window));
    }

    [Theory]
    [InlineData("{ calendar: fortnight }", "spec.window.calendar: 'fortnight'")]
    [InlineData("{ calendar: month, timeZone: Europe/Atlantis }", "spec.window.timeZone: 'Europe/Atlantis': not a time zone; write an IANA name, as Europe/Berlin or UTC")]
    [InlineData("{ rolling: 7d, timeZone: UTC }", "spec.window.timeZone: needs calendar")]
    [InlineData("{ rolling: 7d, calendar: month }", "spec.window.calendar: cannot stand beside rolling")]
    public void What_cannot_be_is_refused(string window, string error)
    {
        using var folder = new TestFolder();
        Assert.Contains(folder.Load(With(window)).Diagnostics, diagnostic => diagnostic.ToString().Contains(error, StringComparison.Ordinal));
    }

    private static string With(string window) => Sample.WithObjective("{ name: a, availability: { probe: chat }, target: 99% }", $"window: {window}") + Agent;
}
