using SlaAgent.Core.Contracts;

namespace SlaAgent.Configuration.Tests.Binding;

public sealed class SaturationTests
{
    private static string With(string saturation) => Sample.Service.Replace("  model: llama\n", $"  model: llama\n  {saturation}\n", StringComparison.Ordinal);

    [Theory]
    [InlineData("labels_are_elsewhere", true, 30, null)]
    [InlineData("saturation: {}", true, 30, null)]
    [InlineData("saturation: { backOff: false }", false, 30, null)]
    [InlineData("saturation: { maxWait: 1m }", true, 60, null)]
    [InlineData("traffic: {}\n  saturation: { backOff: true, maxWait: 5s, waiting: 100 }", true, 5, 100)]
    public void What_is_written_and_the_defaults_become_the_policy(string written, bool backOff, int seconds, int? waiting)
    {
        using var folder = new TestFolder();
        var result = folder.Load(written.Contains("saturation", StringComparison.Ordinal) ? With(written) : Sample.Service);

        Assert.Empty(result.Diagnostics);
        Assert.Equal(new SaturationPolicy(backOff, TimeSpan.FromSeconds(seconds), waiting), result.Configuration!.Services[0].Saturation);
    }

    [Theory]
    [InlineData("saturation: { waiting: 100 }", "spec.saturation.waiting: how many requests wait is read with the server's own metrics; write traffic: {}")]
    [InlineData("saturation: { backOff: false, maxWait: 5s }", "spec.saturation.maxWait: means nothing with backOff: false")]
    [InlineData("saturation: { maxWait: 0s }", "write a duration from 1s to 1h")]
    [InlineData("saturation: { maxWait: 2h }", "write a duration from 1s to 1h")]
    [InlineData("traffic: {}\n  saturation: { waiting: 0 }", "not a whole number from 1 to 1000000")]
    [InlineData("saturation: { backoff: true }", "did you mean 'backOff'?")]
    [InlineData("saturation: { backOff: maybe }", "is not true or false")]
    public void What_cannot_be_is_refused(string written, string error)
    {
        using var folder = new TestFolder();
        Assert.Contains(error, Assert.Single(folder.Errors(With(written))), StringComparison.Ordinal);
    }

    [Fact]
    public void A_queue_that_the_servers_metrics_do_not_tell_is_refused()
    {
        using var folder = new TestFolder();
        var yaml = With("traffic: {}\n  saturation: { waiting: 5 }").Replace("server: vllm", "server: kserve-v2", StringComparison.Ordinal);
        Assert.Contains(folder.Errors(yaml), error => error.Contains("spec.saturation.waiting: the metrics of kserve-v2 do not tell how many requests wait", StringComparison.Ordinal));
    }
}
