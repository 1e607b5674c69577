using SlaAgent.ModelServers.Readers;

namespace SlaAgent.ModelServers.Tests.Readers;

public sealed class ExpectedModelTests
{
    [Theory]
    [InlineData("iris", true, true)]
    [InlineData("", true, true)]
    [InlineData("iris_1", true, false)]
    [InlineData("iris_12", true, false)]
    [InlineData("iris_", false, false)]
    [InlineData("iris_x", false, false)]
    [InlineData("iris-1", false, false)]
    [InlineData("irises", false, false)]
    [InlineData("rose", false, false)]
    public void A_number_behind_the_name_is_the_model_only_where_the_server_writes_one(string answered, bool numbered, bool plain)
    {
        Assert.Equal(numbered, new ExpectedModel("iris", IsNumbered: true).Is(answered));
        Assert.Equal(plain, new ExpectedModel("iris", IsNumbered: false).Is(answered));
        Assert.True(new ExpectedModel(null, IsNumbered: false).Is(answered));
    }
}
