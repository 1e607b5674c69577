using SlaAgent.Hosting;

namespace SlaAgent.Tests.Hosting;

public sealed class AgentOptionsTests
{
    [Fact]
    public void The_command_line_goes_before_the_configuration_and_that_before_the_default()
    {
        var none = new AgentOptions { ConfigurationPaths = [] };
        var given = none with { Listen = "http://127.0.0.1:1", StateFolder = "/given" };
        var configured = new Uri("http://127.0.0.1:2");

        Assert.Equal("http://127.0.0.1:1", given.ListenAddress(configured));
        Assert.Equal("http://127.0.0.1:2/", none.ListenAddress(configured));
        Assert.Equal("http://127.0.0.1:9464", none.ListenAddress(null));
        Assert.Equal("/given", given.StateFolderOr("/configured"));
        Assert.Equal("/configured", none.StateFolderOr("/configured"));
        Assert.EndsWith("/slaagent", none.StateFolderOr(null), StringComparison.Ordinal);
    }

    [Fact]
    public void A_relative_state_folder_is_made_absolute() =>
        Assert.Equal(Path.GetFullPath("here"), new AgentOptions { ConfigurationPaths = [], StateFolder = "here" }.StateFolderOr(null));
}
