namespace SlaAgent.Configuration.Tests;

public sealed class GoldenTests
{
    /// <summary>To renew the file after a wanted change, run with SLAAGENT_RENEW_GOLDEN=1 and read the difference.</summary>
    [Fact]
    public void A_broken_file_shows_all_its_errors_at_once()
    {
        using var folder = new TestFolder();
        folder.Write("broken.yaml", File.ReadAllText(TestFolder.Shipped("Golden/broken.yaml")));
        var result = ConfigurationLoader.Load([folder.Path], folder.Context);
        var actual = string.Concat(result.Diagnostics.Select(d => d.ToString() + "\n")).Replace(folder.Path + "/", "", StringComparison.Ordinal);
        if (Environment.GetEnvironmentVariable("SLAAGENT_RENEW_GOLDEN") == "1")
        {
            File.WriteAllText(Path.Combine(Repository.Root, "tests/SlaAgent.Configuration.Tests/Golden/broken.txt"), actual);
        }

        Assert.Null(result.Configuration);
        Assert.Equal(File.ReadAllText(TestFolder.Shipped("Golden/broken.txt")), actual);
    }
}
