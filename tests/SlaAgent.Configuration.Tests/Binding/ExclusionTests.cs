using SlaAgent.Core.Contracts;

namespace SlaAgent.Configuration.Tests.Binding;

public sealed class ExclusionTests
{
    private const string Promise = "{ name: a, availability: { probe: chat }, target: 99% }";

    private static string With(string exclusion, string more = "") => Sample.WithObjective(Promise, $"exclusions: [ {{ name: x, {exclusion} }} ]\n  {more}".TrimEnd());

    [Fact]
    public void Exclusions_become_part_of_the_agreement()
    {
        using var folder = new TestFolder();
        var result = folder.Load(Sample.WithObjective(Promise, """
            notice: 7d
              pauses: { longest: 12h }
              exclusions:
                - { name: patching, cron: "0 2 * * 0", duration: 1h, timeZone: Europe/Berlin }
                - { name: migration, from: 2026-12-01T22:00:00+01:00, to: 2026-12-02T02:00:00Z, announcedAt: 2026-11-20T09:00:00Z, objectives: [a] }
            """));

        Assert.Empty(result.Diagnostics);
        Assert.Empty(result.NotInThisVersion);
        var agreement = Assert.Single(result.Configuration!.Agreements);
        Assert.Equal((TimeSpan.FromDays(7), TimeSpan.FromHours(12)), (agreement.Notice, agreement.LongestPause));
        Assert.Equal(
            [
                new Exclusion { Name = "patching", Time = new ExclusionTime.Again("0 2 * * 0", "Europe/Berlin", TimeSpan.FromHours(1)) },
                new Exclusion
                {
                    Name = "migration",
                    Time = new ExclusionTime.Once(new(2026, 12, 1, 21, 0, 0, TimeSpan.Zero), new(2026, 12, 2, 2, 0, 0, TimeSpan.Zero)),
                    AnnouncedAt = new(2026, 11, 20, 9, 0, 0, TimeSpan.Zero),
                    Objectives = ["a"],
                },
            ],
            agreement.Exclusions);
    }

    [Fact]
    public void A_cron_time_is_meant_in_the_agents_zone_unless_another_is_written()
    {
        using var folder = new TestFolder();
        var agent = "---\napiVersion: slaagent.io/v1\nkind: Agent\nmetadata: { name: agent }\nspec: { timeZone: Asia/Tokyo }\n";
        var agreement = folder.Load(With("cron: \"0 2 * * 0\", duration: 1h") + agent).Configuration!.Agreements[0];
        Assert.Equal("Asia/Tokyo", Assert.IsType<ExclusionTime.Again>(Assert.Single(agreement.Exclusions).Time).TimeZone);
        Assert.Equal((TimeSpan.Zero, TimeSpan.FromHours(24)), (agreement.Notice, agreement.LongestPause));
    }

    [Theory]
    [InlineData("from: 2026-12-02T00:00:00Z, to: 2026-12-01T00:00:00Z", "", "spec.exclusions[0].to: not after from")]
    [InlineData("cron: \"0 0 30 2 *\", duration: 1h", "", "spec.exclusions[0].cron: there is no such day again and again")]
    [InlineData("cron: \"0 * * * *\", duration: 1h", "", "spec.exclusions[0].duration: as long as the longest time between two of its starts, 1h")]
    [InlineData("cron: \"0 2 * * 0\", duration: 1h, objectives: [b]", "", "spec.exclusions[0].objectives[0]: this SLA has no objective 'b'")]
    [InlineData("from: 2026-12-01T00:00:00Z, to: 2026-12-02T00:00:00Z", "notice: 7d", "spec.exclusions[0].announcedAt: missing; this SLA promises to announce what is excluded 7d before")]
    [InlineData("cron: \"0 2 * * 0\", duration: 1h", "pauses: { longest: 32d }", "spec.pauses.longest: '32d': write a duration from 1m to 31d")]
    public void What_cannot_be_is_refused(string exclusion, string more, string error)
    {
        using var folder = new TestFolder();
        Assert.Contains(error, Assert.Single(folder.Errors(With(exclusion, more))), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2026-11-25T00:00:00Z", "notice: 7d", "announced less than 7d before its start: it does not hold")]
    [InlineData("2026-12-01T00:00:01Z", "", "announced after its start: it does not hold")]
    [InlineData("2026-11-24T00:00:00Z", "notice: 7d", null)]
    [InlineData("2026-12-01T00:00:00Z", "", null)]
    public void What_was_announced_too_late_is_warned_of(string announced, string more, string? warning)
    {
        using var folder = new TestFolder();
        var result = folder.Warnings(With($"from: 2026-12-01T00:00:00Z, to: 2026-12-02T00:00:00Z, announcedAt: {announced}", more));
        Assert.Equal(warning is null ? 0 : 1, result.Count);
        Assert.All(result, line => Assert.Contains(warning!, line, StringComparison.Ordinal));
    }
}
