using SlaAgent.Core.Contracts;
using SlaAgent.Core.Objectives;

namespace SlaAgent.Core.Tests.Objectives;

/// <summary>What makes the counts of an objective other counts: what changes the question, or which answers are good.</summary>
public sealed class SeriesKeyTests
{
    private static readonly Objective Objective = new() { Name = "a", Indicator = new Indicator.Availability { Probe = "p" }, Target = 0.99m, MinimumSamples = 1 };

    private static readonly ProbeRequest.Inference Prompt = new() { Prompt = "Hi" };

    private static readonly ProbeRequest.Health Health = new((string?)null);

    [Fact]
    public void A_configuration_without_these_settings_keeps_its_counts()
    {
        // These keys are in people's state folders.
        Assert.Equal("s/g/a#a41d1a9f90df4c3e", Of(Prompt));
        Assert.Equal("s/g/a#4c5ad3efc6b1f47d", Of(Health));
    }

    [Fact]
    public void Another_prompt_on_the_wire_is_another_series()
    {
        string[] keys =
        [
            Of(Prompt),
            Of(Prompt with { CacheAllowed = true }),
            Of(Prompt with { KeepAlive = TimeSpan.Zero }),
            Of(Prompt with { KeepAlive = TimeSpan.FromMinutes(1) }),
            Of(Prompt with { Overrides = new() { Inference = new() { Path = "/x" } } }),
            Of(Prompt with { Overrides = new() { Inference = new() { StreamPath = "/x" } } }),
            Of(Prompt with { Overrides = new() { Inference = new() { Content = ["$.x"] } } }),
            Of(Prompt with { Overrides = new() { Inference = new() { Reasoning = ["$.x"] } } }),
            Of(Prompt with { Overrides = new() { Inference = new() { Requires = [] } } }),
            Of(Prompt with { Overrides = new() { Stream = new() { Content = ["$.x"] } } }),
            Of(Prompt with { Overrides = new() { Stream = new() { Framing = StreamFraming.JsonLines } } }),
            Of(Prompt with { Overrides = new() { Stream = new() { Done = "" } } }),
        ];
        Assert.Equal(keys.Length, keys.Distinct().Count());
    }

    [Fact]
    public void Another_health_question_is_another_series()
    {
        string[] keys =
        [
            Of(Health),
            Of(Health with { Signal = HealthSignal.Live }),
            Of(Health with { Signal = HealthSignal.Ready }),
            Of(Health with { Overrides = new() { Ready = new() { Path = "/x" } } }),
            Of(Health with { Overrides = new() { ModelReady = new() { Path = "/x" } } }),
            Of(Health with { Overrides = new() { Ready = new() { Connect = true } } }),
            Of(Health with { Overrides = new() { Ready = new() { NotReady = [503] } } }),
            Of(Health with { Overrides = new() { Ready = new() { Statuses = [503] } } }),
            Of(Health with { Overrides = new() { Ready = new() { Field = "$.x", EqualTo = "y" } } }),
        ];
        Assert.Equal(keys.Length, keys.Distinct().Count());
    }

    [Fact]
    public void A_question_that_is_not_asked_is_no_part_of_the_series()
    {
        Assert.Equal(Of(Health), Of(Health with { Overrides = new() { Listing = new() { Path = "/x" } } }));
        Assert.Equal(Of(new ProbeRequest.Health("/h")), Of(new ProbeRequest.Health("/h") { Overrides = new() { Ready = new() { Path = "/x" } } }));
        Assert.Equal(Of(Prompt), Of(Prompt with { Overrides = new() { Ready = new() { Path = "/x" } } }));
    }

    private static string Of(ProbeRequest request) => SeriesKey.Of("s", "g", Objective, new EventSource.Probed(new Probe("p", TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(1), request)));
}
