using SlaAgent.ModelServers.Presets;

namespace SlaAgent.ModelServers.Tests.Presets;

/// <summary>docs/model-servers.md and the README speak of every preset there is.</summary>
public sealed class DocumentedPresetsTests
{
    [Theory]
    [InlineData("docs/model-servers.md")]
    [InlineData("README.md")]
    public void Every_preset_is_in_the_documents(string page)
    {
        var text = File.ReadAllText(Path.Combine(Repository.Root, page));
        Assert.All(PresetCatalog.Capabilities.Keys, id => Assert.Contains($"`{id}`", text, StringComparison.Ordinal));
    }
}
