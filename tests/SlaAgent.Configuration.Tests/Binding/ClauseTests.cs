using SlaAgent.Core.Contracts;
using SlaAgent.Core.Samples;

namespace SlaAgent.Configuration.Tests.Binding;

public sealed class ClauseTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private static string Traffic(string objective) =>
        Sample.WithObjective(objective).Replace("  model: llama\n", "  model: llama\n  traffic: {}\n", StringComparison.Ordinal);

    [Fact]
    public void Clauses_of_slices_become_part_of_the_objective()
    {
        using var folder = new TestFolder();
        var result = folder.Load(Traffic("""
            { name: a, availability: { source: traffic }, timeslices: { length: 1m, good: 90%, minimumDuration: 10m, minimumRequests: 2000 }, target: 99.9% }
                - { name: b, availability: { source: traffic }, timeslices: { length: 5m, average: true, whenIdle: good }, target: 99.9% }
                - { name: c, latency: { source: traffic, percentile: 50, threshold: 1s }, timeslices: { length: 5m, whenIdle: bad }, target: 99% }
            """));

        Assert.Empty(result.Diagnostics);
        Assert.Equal(
            [
                new Timeslices(Minute, 0.9m) { MinimumDuration = 10 * Minute, MinimumRequests = 2000 },
                new Timeslices(5 * Minute, 1m) { IsAveraged = true, WhenIdle = IdleSlice.Good },
                new Timeslices(5 * Minute, 0.5m) { WhenIdle = IdleSlice.Bad },
            ],
            result.Configuration!.Agreements[0].Objectives.Select(o => o.Timeslices));
    }

    [Fact]
    public void Failures_that_are_the_fault_of_whoever_asks_become_part_of_the_indicator_whatever_their_order()
    {
        using var folder = new TestFolder();
        var result = folder.Load(Sample.WithObjective("""
            { name: a, availability: { probe: chat, validRequests: { except: [http_429, http_4xx] } }, target: 99% }
                - { name: b, latency: { probe: chat, percentile: 95, threshold: 1s, validRequests: { except: [invalid_response] } } }
            """));

        Assert.Empty(result.Diagnostics);
        var objectives = result.Configuration!.Agreements[0].Objectives;
        Assert.Equal(new Indicator.Availability { Probe = "chat", Except = [Outcome.Http4xx, Outcome.Http429] }, objectives[0].Indicator);
        Assert.Equal([Outcome.InvalidResponse], Assert.IsType<Indicator.Latency>(objectives[1].Indicator).Except);
    }

    [Theory]
    [InlineData("availability: { source: traffic, validRequests: { except: [http_4xx] } }, target: 99%", "availability.validRequests: leave it out: a server's metrics do not tell these outcomes apart")]
    [InlineData("availability: { probe: chat, validRequests: { except: [http_404] } }, target: 99%", "availability.validRequests.except[0]: 'http_404' is none of the values there are; did you mean 'http_4xx'?")]
    [InlineData("availability: { source: traffic }, timeslices: { length: 1m }, target: 99%", "timeslices.good: missing; write the share of a slice's events that makes it good, as 95%, or average: true")]
    [InlineData("availability: { source: traffic }, timeslices: { length: 1m, good: 95%, average: true }, target: 99%", "timeslices.good: leave it out: an averaged slice counts by its share")]
    [InlineData("availability: { source: traffic }, timeslices: { length: 1m, average: true, minimumDuration: 5m }, target: 99%", "timeslices.minimumDuration: leave it out: where shares are averaged")]
    [InlineData("availability: { source: traffic }, timeslices: { length: 1m, average: true, minimumRequests: 5 }, target: 99%", "timeslices.minimumRequests: leave it out: where shares are averaged")]
    [InlineData("latency: { source: traffic, percentile: 95, threshold: 1s }, timeslices: { length: 1m, average: true }, target: 99%", "timeslices.average: leave it out: the shares of availability alone")]
    [InlineData("throughput: { source: traffic, atLeast: 1/s }, timeslices: { length: 1m, whenIdle: good }, target: 99%", "timeslices.whenIdle: leave it out: throughput has a whenIdle of its own")]
    [InlineData("throughput: { source: traffic, atLeast: 1/s }, timeslices: { length: 1m, minimumDuration: 5m }, target: 99%", "timeslices.minimumDuration: leave it out: a slice of throughput")]
    [InlineData("availability: { source: traffic }, timeslices: { length: 2m, good: 95%, minimumDuration: 5m }, target: 99%", "timeslices.minimumDuration: no multiple of the slices' length of 2m")]
    [InlineData("availability: { source: traffic }, timeslices: { length: 1m, good: 95%, whenIdle: bad, minimumRequests: 5 }, target: 99%", "timeslices.minimumRequests: contradicts whenIdle: bad")]
    [InlineData("availability: { probe: chat }, timeslices: { length: 1s, good: 95%, whenIdle: good }, target: 99%", "timeslices.whenIdle: chat runs every 5s, so that slices of 1s between two probes would count as idle")]
    public void What_contradicts_itself_or_cannot_be_measured_is_refused(string objective, string error)
    {
        using var folder = new TestFolder();
        Assert.Contains("spec.objectives[0]." + error, Assert.Single(folder.Errors(Traffic($"{{ name: a, {objective} }}"))), StringComparison.Ordinal);
    }

    [Fact]
    public void An_outage_longer_than_the_window_is_none()
    {
        using var folder = new TestFolder();
        var yaml = Traffic("{ name: a, availability: { source: traffic }, timeslices: { length: 1m, good: 95%, minimumDuration: 2h }, target: 99% }");
        Assert.Empty(folder.Errors(yaml));
        yaml = yaml.Replace("  objectives:", "  window: { rolling: 1h }\n  objectives:", StringComparison.Ordinal);
        Assert.Contains("minimumDuration: longer than the window of 1h", Assert.Single(folder.Errors(yaml)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("availability: { probe: chat, validRequests: { except: [http_4xx, http_5xx, timeout_total] } }, target: 99%", "a service that is down answers so (timeout_total, http_5xx)")]
    [InlineData("availability: { probe: chat }, timeslices: { length: 1m, good: 95%, whenIdle: bad }, target: 99%", "never holds: chat asks at least once in each slice")]
    [InlineData("availability: { probe: chat }, timeslices: { length: 1m, good: 95%, minimumRequests: 13 }, target: 99%", "chat asks 12 times in a slice of 1m, so that no slice is ever bad")]
    [InlineData("availability: { source: traffic }, timeslices: { length: 1m, good: 95%, minimumDuration: 1m }, target: 99%", "changes nothing: every bad slice lasts 1m")]
    public void What_can_never_hold_is_warned_about(string objective, string warning)
    {
        using var folder = new TestFolder();
        var result = folder.Load(Traffic($"{{ name: a, {objective} }}"));
        Assert.NotNull(result.Configuration);
        Assert.Contains(warning, Assert.Single(result.Diagnostics).ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("availability: { probe: chat }, timeslices: { length: 1m, good: 95%, minimumRequests: 12 }, target: 99%")]
    [InlineData("availability: { probe: chat }, timeslices: { length: 1m, good: 95%, minimumDuration: 5m, minimumRequests: 60 }, target: 99%")]
    [InlineData("availability: { probe: chat, validRequests: { except: [http_429] } }, timeslices: { length: 1m, good: 95%, whenIdle: good }, target: 99%")]
    public void What_can_hold_is_not(string objective)
    {
        using var folder = new TestFolder();
        Assert.Empty(folder.Load(Traffic($"{{ name: a, {objective} }}")).Diagnostics);
    }
}
