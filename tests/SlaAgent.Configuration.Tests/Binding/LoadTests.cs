using SlaAgent.Core.Contracts;

namespace SlaAgent.Configuration.Tests.Binding;

public sealed class LoadTests
{
    private const string Asks = "inference: { prompt: Hi, maxTokens: 8, stream: true }";

    private static string With(string schedule, string load, string objective) => Sample.WithObjective(objective).Replace(
        "    - { name: ready, interval: 5s, health: {} }", $"    - {{ name: ready, interval: 5s, health: {{}} }}\n    - {{ name: capacity, {schedule}, load: {{ {load}, {Asks} }} }}", StringComparison.Ordinal);

    private static string Promise(string rate) => $"{{ name: t, throughput: {{ probe: capacity, atLeast: {rate} }}, target: 90%, minimumSamples: 1 }}";

    [Fact]
    public void Load_becomes_a_contract_of_its_own_and_is_no_probe_that_decides()
    {
        using var folder = new TestFolder();
        folder.Write("trace.csv", "seconds,prompt_tokens,output_tokens\n0,10,20\n1,10,20\n");
        var result = folder.Load(With("schedule: \"30 3 * * *\", timeZone: Europe/Berlin, timeout: 20s", "arrivals: trace, trace: trace.csv, speed: 60, duration: 60s, maxInFlight: 8", Promise("20/s")));

        Assert.Empty(result.Diagnostics);
        Assert.Empty(result.NotInThisVersion);
        var service = result.Configuration!.Services[0];
        Assert.Equal(["chat", "whole", "ready"], service.Probes.Select(p => p.Name));
        Assert.Equal(
            new LoadProbe
            {
                Name = "capacity",
                Schedule = new RunSchedule.Cron("30 3 * * *", "Europe/Berlin", TimeSpan.FromHours(25)),
                Arrivals = new LoadArrivals.Trace(Path.Combine(folder.Path, "trace.csv"), 60),
                Duration = TimeSpan.FromSeconds(60),
                Timeout = TimeSpan.FromSeconds(20),
                MaxInFlight = 8,
                Request = new() { Prompt = "Hi", MaxTokens = 8, Stream = true },
            },
            Assert.Single(service.Loads));
        var objective = Assert.Single(result.Configuration.Agreements[0].Objectives);
        Assert.Equal(new Indicator.Throughput { Probe = "capacity", AtLeast = Rate.OfSeconds(20) }, objective.Indicator);
        Assert.Null(objective.Timeslices);
    }

    [Theory]
    [InlineData("rate: 30/s", typeof(LoadArrivals.Poisson))]
    [InlineData("rate: 30/s, arrivals: constant", typeof(LoadArrivals.Constant))]
    public void Arrivals_are_those_of_many_users_unless_they_are_constant(string load, Type arrivals)
    {
        using var folder = new TestFolder();
        var probe = folder.Load(With("interval: 6h", load + ", duration: 60s", Promise("20/s"))).Configuration!.Services[0].Loads[0];
        Assert.IsType(arrivals, probe.Arrivals);
        Assert.Equal((new RunSchedule.Every(TimeSpan.FromHours(6)), 64, TimeSpan.FromSeconds(10)), (probe.Schedule, probe.MaxInFlight, probe.Timeout));
    }

    [Theory]
    [InlineData("interval: 1m", "rate: 30/s, duration: 60s", "20/s", "spec.probes[3].interval: shorter than a run may take (1m of load and the last request's 10s)")]
    [InlineData("schedule: \"0 0 30 2 *\"", "rate: 30/s, duration: 60s", "20/s", "spec.probes[3].schedule: there is no such day again and again")]
    [InlineData("interval: 6h", "rate: 30/s, duration: 60s, arrivals: trace, trace: trace.csv", "20/s", "spec.probes[3].load.rate: leave it out: the trace says when")]
    [InlineData("interval: 6h", "rate: 30/s, duration: 60s, speed: 2", "20/s", "spec.probes[3].load.speed: needs trace beside it")]
    [InlineData("interval: 6h", "duration: 60s", "20/s", "spec.probes[3].load.rate: missing; write a rate")]
    [InlineData("interval: 6h", "arrivals: trace, duration: 60s", "20/s", "spec.probes[3].load.trace: arrivals: trace and trace: FILE go together")]
    [InlineData("interval: 6h", "rate: 19/s, duration: 60s", "20/s", "throughput.atLeast: capacity offers only 19/s, so that no run can ever reach it")]
    [InlineData("interval: 6h", "rate: 30/s, duration: 60s", "20/s, whenIdle: include", "throughput.whenIdle: leave it out: a run of load is never idle")]
    public void What_cannot_be_is_refused(string schedule, string load, string atLeast, string error)
    {
        using var folder = new TestFolder();
        folder.Write("trace.csv", "seconds,prompt_tokens,output_tokens\n0,10,20\n1,10,20\n");
        Assert.Contains(error, Assert.Single(folder.Errors(With(schedule, load, Promise(atLeast)))), StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_is_one_event_and_so_it_has_no_slices()
    {
        using var folder = new TestFolder();
        var errors = folder.Errors(With("interval: 6h", "rate: 30/s, duration: 60s", Promise("20/s").Replace("target", "timeslices: { length: 1m }, target", StringComparison.Ordinal)));
        Assert.Contains("timeslices: leave it out: each run of load is one event", Assert.Single(errors), StringComparison.Ordinal);
    }

    [Fact]
    public void Load_that_offers_hardly_more_than_is_promised_is_warned_of()
    {
        using var folder = new TestFolder();
        Assert.Contains("offers hardly more, 20/s", Assert.Single(folder.Warnings(With("interval: 6h", "rate: 20/s, duration: 60s", Promise("20/s")))), StringComparison.Ordinal);
    }

    [Fact]
    public void A_schedule_is_for_what_takes_a_while()
    {
        using var folder = new TestFolder();
        var errors = folder.Errors(Sample.WithProbe("{ name: chat, schedule: \"0 3 * * *\", inference: { prompt: Hi } }"));
        Assert.Contains("spec.probes[0].schedule: is for evaluation and load; write an interval", Assert.Single(errors), StringComparison.Ordinal);
    }
}
