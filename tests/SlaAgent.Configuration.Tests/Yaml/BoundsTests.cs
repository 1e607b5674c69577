using System.Text;

namespace SlaAgent.Configuration.Tests.Yaml;

/// <summary>Hostile text is refused with a place; a stack overflow or an endless expansion would end the test run.</summary>
public sealed class BoundsTests
{
    private const int Levels = 100_000;

    public static TheoryData<string, string> Hostile => new()
    {
        { "flow lists", new string('[', Levels) },
        { "flow mappings", string.Concat(Enumerable.Repeat("{a: ", Levels)) },
        { "block lists", string.Concat(Enumerable.Repeat("- ", Levels)) + "1" },
        { "block mappings", string.Concat(Enumerable.Range(0, 2000).Select(i => new string(' ', i) + "a:\n")) },
        { "explicit keys", string.Concat(Enumerable.Repeat("? ", Levels)) },
        { "mapping keys", string.Concat(Enumerable.Repeat("{? ", Levels)) },
        { "aliases", Bomb() },
        { "merges", MergeBomb() },
        { "many values", "x-a: [" + string.Join(",", Enumerable.Repeat("1", 300_000)) + "]" },
        { "unknown keys", string.Concat(Enumerable.Range(0, 300_000).Select(i => $"k{i}: 1\n")) },
    };

    [Theory]
    [MemberData(nameof(Hostile))]
    public void Is_refused_with_one_line_and_a_place(string what, string text)
    {
        using var folder = new TestFolder();
        var error = Assert.Single(folder.Load(text).Diagnostics);
        Assert.True(error.Severity == DiagnosticSeverity.Error && error.Line >= 1 && error.ToString().Length < 600, $"{what}: {error}");
        Assert.Matches("levels deep|values in one file|a key must be text", error.Message);
    }

    [Fact]
    public void A_file_of_100_MB_is_refused_by_its_length_without_being_read()
    {
        using var folder = new TestFolder();
        var path = Path.Combine(folder.Path, "big.yaml");
        using (var stream = File.Create(path))
        {
            stream.SetLength(100_000_000);
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        var error = Assert.Single(FileReadingErrors(path));
        Assert.Contains("100000000 bytes; at most 4194304", error, StringComparison.Ordinal);
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 1_000_000);
    }

    [Fact]
    public void A_cycle_is_refused() => AssertRefused("x-a: &a [ *a ]", "1:11: x-a[0]: *a contains itself");

    [Fact]
    public void An_alias_without_anchor_is_refused() => AssertRefused("x-a: *b", "1:6: x-a: there is no anchor &b before this alias in this document");

    [Fact]
    public void A_tag_that_is_not_of_the_core_is_refused() =>
        AssertRefused("x-a: !!binary aGk=", "1:6: x-a: the tag tag:yaml.org,2002:binary is not supported; leave it out");

    [Fact]
    public void What_stands_behind_a_NUL_is_not_silently_left_out() =>
        AssertRefused(Sample.Service + "\0more: 1", "12:1: : a control character is not allowed in YAML; write it as an escape in double quotes");

    [Fact]
    public void Tabs_that_indent_are_refused_with_their_line()
    {
        using var folder = new TestFolder();
        var error = Assert.Single(folder.Errors("x-a:\n\tb: 1\n"));
        Assert.StartsWith("2:", error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_byte_order_mark_and_carriage_returns_change_nothing()
    {
        using var folder = new TestFolder();
        var path = Path.Combine(folder.Path, "sla.yaml");
        File.WriteAllText(path, Sample.Service.Replace("\n", "\r\n", StringComparison.Ordinal), new UTF8Encoding(encoderShouldEmitUTF8Identifier: true));
        var result = ConfigurationLoader.Load([path], folder.Context);
        Assert.Empty(result.Diagnostics);
        Assert.Equal(folder.Load(Sample.Service).Configuration, result.Configuration);
    }

    [Fact]
    public void Text_that_is_not_UTF8_is_refused()
    {
        using var folder = new TestFolder();
        var path = Path.Combine(folder.Path, "sla.yaml");
        File.WriteAllBytes(path, [0x61, 0x3a, 0x20, 0xff]);
        Assert.Equal("the file is not UTF-8", Assert.Single(ConfigurationLoader.Load([path], folder.Context).Diagnostics).Message);
    }

    [Fact]
    public void A_missing_path_and_an_empty_folder_are_errors()
    {
        using var folder = new TestFolder();
        Assert.Contains("there is no such file", Assert.Single(ConfigurationLoader.Load([Path.Combine(folder.Path, "no.yaml")], folder.Context).Diagnostics).Message, StringComparison.Ordinal);
        Assert.Contains("there is no *.yaml or *.yml file", Assert.Single(ConfigurationLoader.Load([folder.Path], folder.Context).Diagnostics).Message, StringComparison.Ordinal);
    }

    private static IEnumerable<string> FileReadingErrors(string path)
    {
        FileReading.Read(path, 4 * 1024 * 1024, out var problem);
        return problem is null ? [] : [problem];
    }

    private static void AssertRefused(string yaml, string expected)
    {
        using var folder = new TestFolder();
        Assert.Equal(expected, Assert.Single(folder.Errors(yaml)));
    }

    private static string Bomb()
    {
        var text = new StringBuilder("x-0: &a0 [1,1,1,1,1,1,1,1,1,1]\n");
        for (var i = 1; i < 30; i++)
        {
            text.Append($"x-{i}: &a{i} [{string.Join(",", Enumerable.Repeat($"*a{i - 1}", 10))}]\n");
        }

        return text.ToString();
    }

    private static string MergeBomb()
    {
        var text = new StringBuilder("x-0: &a0 { " + string.Join(", ", Enumerable.Range(0, 1000).Select(i => $"k{i}: 1")) + " }\n");
        for (var i = 1; i < 1000; i++)
        {
            text.Append($"x-{i}: {{ <<: *a0 }}\n");
        }

        return text.ToString();
    }
}
