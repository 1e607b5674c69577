using System.Globalization;
using SlaAgent.Configuration.TimeZones;

namespace SlaAgent.Configuration.Tests.TimeZones;

public sealed class ZoneDataTests
{
    [Fact]
    public void The_version_of_the_database_is_known() => Assert.Matches("^20[0-9]{2}[a-z]$", ZoneData.Version);

    [Theory]
    [InlineData("Europe/Berlin", "2026-07-01T00:00Z", 120)]
    [InlineData("Europe/Berlin", "2026-12-01T00:00Z", 60)]
    [InlineData("Asia/Kolkata", "2026-07-01T00:00Z", 330)]
    [InlineData("Asia/Kathmandu", "2026-07-01T00:00Z", 345)]
    [InlineData("Australia/Lord_Howe", "2026-01-01T00:00Z", 660)]
    [InlineData("Australia/Lord_Howe", "2026-07-01T00:00Z", 630)]
    [InlineData("America/New_York", "2060-07-01T00:00Z", -240)]
    [InlineData("America/Argentina/Buenos_Aires", "2026-07-01T00:00Z", -180)]
    [InlineData("Etc/UTC", "2026-07-01T00:00Z", 0)]
    [InlineData("UTC", "2026-07-01T00:00Z", 0)]
    public void A_zone_has_the_offset_of_its_place_and_season(string name, string at, int minutes) =>
        Assert.Equal(TimeSpan.FromMinutes(minutes), ZoneData.Get(name).GetUtcOffset(DateTimeOffset.Parse(at, CultureInfo.InvariantCulture)));

    [Theory]
    [InlineData("Europe/Atlantis")]
    [InlineData("")]
    [InlineData("version")]
    [InlineData("../version")]
    [InlineData("Europe/")]
    public void What_is_no_zone_is_not_found(string name) => Assert.Null(ZoneData.Find(name));

    [Fact]
    public void Times_that_never_come_and_times_that_come_twice_are_known_so_that_cron_knows_what_to_do_with_them()
    {
        var berlin = ZoneData.Get("Europe/Berlin");
        Assert.True(berlin.IsInvalidTime(new DateTime(2026, 3, 29, 2, 30, 0, DateTimeKind.Unspecified)));
        Assert.True(berlin.IsAmbiguousTime(new DateTime(2026, 10, 25, 2, 30, 0, DateTimeKind.Unspecified)));
        Assert.False(berlin.IsInvalidTime(new DateTime(2026, 3, 29, 3, 0, 0, DateTimeKind.Unspecified)));
        Assert.Equal("Europe/Berlin", berlin.Id);
    }

    [Fact]
    public void A_zone_is_made_once() => Assert.Same(ZoneData.Get("Europe/Paris"), ZoneData.Get("Europe/Paris"));
}
