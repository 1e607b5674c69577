using System.Text;
using SlaAgent.Configuration.DataSets;
using SlaAgent.Core.Contracts;

namespace SlaAgent.Configuration.Tests.DataSets;

[Collection<Alone>]
public sealed class DataSetMemoryTests : IDisposable
{
    private readonly DataSetFile _file = new();

    public void Dispose() => _file.Dispose();

    [Theory]
    [InlineData("a.csv", "1.5,a\n")]
    [InlineData("a.jsonl.gz", "{\"x\":1.5,\"y\":\"a\"}\n")]
    public void A_long_file_takes_no_more_memory_than_a_short_one(string name, string line)
    {
        const int Lines = 200_000;
        var content = Encoding.UTF8.GetBytes((name.Contains("csv", StringComparison.Ordinal) ? "x,y\n" : "") + string.Concat(Enumerable.Repeat(line, Lines)));
        var path = _file.Write(name, name.EndsWith(".gz", StringComparison.Ordinal) ? DataSetFile.Gzip(content) : content);
        using var reader = DataSetReader.Open(new DataSet(path, 0, []), ["x"], "y", null);
        Assert.True(reader.Read());
        var before = GC.GetTotalMemory(forceFullCollection: true);
        for (var i = 1; i < Lines; i++)
        {
            Assert.True(reader.Read(), reader.Problem?.ToString());
        }

        // All that is allowed to have grown is what the runtime keeps for itself.
        Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - before, long.MinValue, 1024 * 1024);
        Assert.Equal(Lines - 1, reader.Current!.Index);
        Assert.False(reader.Read());
        Assert.True(reader.IsComplete);
    }
}
