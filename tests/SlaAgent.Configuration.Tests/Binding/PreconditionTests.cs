using SlaAgent.Core.Contracts;

namespace SlaAgent.Configuration.Tests.Binding;

public sealed class PreconditionTests
{
    private static string With(string preconditions) =>
        Sample.WithObjective("{ name: a, availability: { probe: chat }, target: 99% }", "preconditions:\n    " + preconditions.Replace("\n", "\n    ", StringComparison.Ordinal));

    [Fact]
    public void What_must_hold_becomes_part_of_the_agreement()
    {
        using var folder = new TestFolder();
        var result = folder.Load(With("""
            - { name: replicas, metric: available_replicas, labels: { deployment: chat }, url: "http://ksm:8080/metrics", atLeast: 2 }
            - { name: cache, metric: [cache_ok, cache_ready], atLeast: 0.5, interval: 1m }
            """));

        Assert.Empty(result.Diagnostics);
        Assert.Equal(
            [
                new Precondition("replicas", MetricSource.Of("available_replicas").With("deployment", "chat"), new Uri("http://ksm:8080/metrics"), 2, TimeSpan.FromSeconds(15)),
                new Precondition("cache", MetricSource.Of("cache_ok", "cache_ready"), null, 0.5, TimeSpan.FromMinutes(1)),
            ],
            result.Configuration!.Agreements[0].Preconditions);
    }

    [Theory]
    [InlineData("- { name: a, metric: m }", "preconditions[0].atLeast: missing")]
    [InlineData("- { name: a, atLeast: 2 }", "preconditions[0].metric: missing")]
    [InlineData("- { name: a, metric: m, atLeast: 0 }", "preconditions[0].atLeast:")]
    [InlineData("- { name: a, metric: m, atLeast: 2 }\n- { name: a, metric: n, atLeast: 2 }", "preconditions[1].name: 'a' is taken")]
    public void What_cannot_be_read_is_refused(string preconditions, string error)
    {
        using var folder = new TestFolder();
        Assert.Contains("spec." + error, Assert.Single(folder.Errors(With(preconditions))), StringComparison.Ordinal);
    }

    [Fact]
    public void There_are_at_most_eight()
    {
        using var folder = new TestFolder();
        var nine = string.Join('\n', Enumerable.Range(0, 9).Select(i => $"- {{ name: p{i}, metric: m, atLeast: 1 }}"));
        Assert.Contains("preconditions: these are 9; at most 8", Assert.Single(folder.Errors(With(nine))), StringComparison.Ordinal);
    }
}
