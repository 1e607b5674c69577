namespace SlaAgent.TestSupport;

/// <summary>A page of the documentation of which a part is written from the code.</summary>
internal static class WrittenPage
{
    /// <summary>Holds the page's part against what it should be, or writes it anew where SLAAGENT_RENEW_DOCS is 1.</summary>
    /// <param name="path">The page, relative to the source tree.</param>
    /// <param name="begin">The mark after which the part begins.</param>
    /// <param name="part">What it should be.</param>
    /// <param name="end">The mark before which it ends; null for the end of the page.</param>
    public static void Check(string path, string begin, string part, string? end = null)
    {
        var file = Path.Combine(Repository.Root, path);
        var page = File.ReadAllText(file);
        var start = page.IndexOf(begin, StringComparison.Ordinal) + begin.Length;
        Assert.True(start >= begin.Length, $"{path} has lost the mark {begin}");
        var stop = end is null ? page.Length : page.IndexOf(end, start, StringComparison.Ordinal);
        Assert.True(stop >= 0, $"{path} has lost the mark {end}");
        if (Environment.GetEnvironmentVariable("SLAAGENT_RENEW_DOCS") == "1")
        {
            File.WriteAllText(file, page[..start] + part + page[stop..]);
            return;
        }

        Assert.Equal(part, page[start..stop]);
    }
}
