using SlaAgent.DemoServer.Dialects;

namespace SlaAgent.DemoServer.Tests.Dialects;

public sealed class DialectNamesTests
{
    [Fact]
    public void Every_dialect_has_a_name_and_is_found_by_it()
    {
        Assert.Equal(Enum.GetValues<Dialect>(), DialectNames.All.Select(name => DialectNames.Find(name)!.Value));
        Assert.Equal(DialectNames.All, Enum.GetValues<Dialect>().Select(dialect => dialect.Name()));
    }

    [Fact]
    public void Every_dialect_has_a_definition_and_a_sample()
    {
        Assert.All(Enum.GetValues<Dialect>(), dialect => Assert.NotNull(DialectCatalog.Of(dialect)));
        Assert.Equal(Enum.GetValues<Dialect>(), Samples.Whole.Select(row => row.Data.Item1).Distinct().Order());
    }

    [Fact]
    public void What_is_no_dialect_is_not_found() => Assert.Null(DialectNames.Find("VLLM"));
}
