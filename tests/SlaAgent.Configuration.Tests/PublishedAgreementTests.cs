using SlaAgent.Core.Contracts;

namespace SlaAgent.Configuration.Tests;

/// <summary>The published SLAs in deploy/examples/slas are read without a finding, and are the rules whose numbers the judge's tests work out.</summary>
public sealed class PublishedAgreementTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private static string Folder => Path.Combine(Repository.Root, "deploy/examples/slas");

    [Fact]
    public void They_are_read_without_a_finding()
    {
        using var folder = new TestFolder();
        var result = ConfigurationLoader.Load([Folder], folder.Context);
        Assert.Empty(result.Diagnostics);
        Assert.Equal(Directory.GetFiles(Folder, "*.yaml").Length - 1, result.Configuration!.Agreements.Count);
        Assert.All(result.Configuration.Agreements, agreement => Assert.Equal(Audience.External, agreement.Audience));
        Assert.Equal(
            [.. Directory.GetFiles(Folder, "*.yaml").Select(Path.GetFileNameWithoutExtension).Where(name => name != "service").Order(StringComparer.Ordinal)],
            result.Configuration.Agreements.Select(agreement => agreement.Name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void They_say_what_was_published()
    {
        using var folder = new TestFolder();
        var agreements = ConfigurationLoader.Load([Folder], folder.Context).Configuration!.Agreements.ToDictionary(agreement => agreement.Name);
        Objective Of(string name) => Assert.Single(agreements[name].Objectives);

        var averaged = new Timeslices(5 * Minute, 1m) { IsAveraged = true, WhenIdle = IdleSlice.Good };
        Assert.Equal((averaged, 0.999m), (Of("amazon-bedrock").Timeslices, Of("amazon-bedrock").Target));
        Assert.Equal(averaged, Of("aws-average").Timeslices);
        Assert.Equal(new Timeslices(Minute, 0.9m) { MinimumDuration = 10 * Minute, MinimumRequests = 2000, WhenIdle = IdleSlice.Good }, Of("vertex-ai-search").Timeslices);
        Assert.Equal(new Timeslices(Minute, 0.95m) { WhenIdle = IdleSlice.Good }, Of("google-ai-apis").Timeslices);
        Assert.Equal((new Timeslices(5 * Minute, 0.5m), 0.99m), (Of("azure-openai-latency").Timeslices, Of("azure-openai-latency").Target));
        Assert.Equal(new Timeslices(Minute, 0.5m) { MinimumDuration = 5 * Minute }, Of("safespring").Timeslices);
        Assert.Equal(TimeSpan.FromDays(7), agreements["safespring"].Notice);
        Assert.Equal(2, Assert.Single(agreements["vertex-ai-online-prediction"].Preconditions).AtLeast);
        Assert.Equal([(0.95m, 1m), (0.99m, 0.25m), (0.999m, 0.10m)], agreements["amazon-bedrock"].Consequences!.Credits!.Tiers.Select(tier => (tier.Below, tier.Credit)));
        Assert.Equal((0.5m, TimeSpan.FromDays(30)), (agreements["vertex-ai-search"].Consequences!.Credits!.Cap, agreements["vertex-ai-search"].Consequences!.Credits!.ClaimWithin));
    }
}
