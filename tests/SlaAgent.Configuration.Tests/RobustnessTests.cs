using CsCheck;

namespace SlaAgent.Configuration.Tests;

/// <summary>Whatever is in a file, reading it ends with a configuration or with errors that have a place.</summary>
public sealed class RobustnessTests
{
    private static readonly string[] s_valid =
    [
        .. new[] { "smallest.yaml", "full/service.yaml", "full/agreement.yaml", "full/agent.yaml" }.Select(f => File.ReadAllText(TestFolder.Shipped("Examples/" + f))),
    ];

    [Fact]
    public void Random_bytes_never_break_the_reader() =>
        Gen.Byte.Array[0, 400].Sample(Survives, iter: 500);

    /// <summary>The seed's text made the parser end a mapping where a value was due.</summary>
    [Theory]
    [InlineData(null)]
    [InlineData("aztCIGKHUO82")]
    public void Random_YAML_characters_never_break_the_reader(string? seed) =>
        Gen.String[Gen.Char["a1: \n-[]{},&*!|>'\"%@`#?<~$."], 0, 200].Sample(text => Survives(System.Text.Encoding.UTF8.GetBytes(text)), seed: seed, iter: 1500);

    [Fact]
    public void Mutations_of_valid_documents_never_break_the_reader()
    {
        var edit = Gen.Select(Gen.Int[0, 1_000_000], Gen.Int[0, 40], Gen.String[Gen.Char["a1: \n-[]{},&*!|'\"#?~$%/"], 0, 6]);
        Gen.Select(Gen.OneOf(s_valid.Select(Gen.Const).ToArray()), edit.Array[1, 4]).Sample((text, edits) =>
        {
            foreach (var (place, remove, insert) in edits)
            {
                var at = place % text.Length;
                text = text.Remove(at, Math.Min(remove, text.Length - at)).Insert(at, insert) + "\n";
            }

            Survives(System.Text.Encoding.UTF8.GetBytes(text));
        }, iter: 500);
    }

    private static void Survives(byte[] content)
    {
        using var folder = new TestFolder();
        var path = Path.Combine(folder.Path, "sla.yaml");
        File.WriteAllBytes(path, content);
        var result = ConfigurationLoader.Load([path], folder.Context);
        Assert.Equal(result.Configuration is null, result.Diagnostics.Any(d => d.Severity == DiagnosticSeverity.Error));
        Assert.All(result.Diagnostics, d => Assert.True(d.Line >= 1 && d.Column >= 1 && d.File == path && d.Message.Length > 0));
    }
}
