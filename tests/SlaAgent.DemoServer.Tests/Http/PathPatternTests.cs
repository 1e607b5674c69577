using SlaAgent.DemoServer.Http;

namespace SlaAgent.DemoServer.Tests.Http;

public sealed class PathPatternTests
{
    [Theory]
    [InlineData("/", "/", null, null)]
    [InlineData("/v1/models/{model}", "/v1/models/iris", "iris", null)]
    [InlineData("/v1/models/{model}:predict", "/v1/models/iris:predict", "iris", null)]
    [InlineData("/v1/models/{model}/versions/{version}:predict", "/v1/models/iris/versions/1:predict", "iris", "1")]
    public void A_path_of_the_form_gives_its_names(string pattern, string path, string? model, string? version)
    {
        Assert.True(new PathPattern(pattern).Matches(path.Split('/'), out var foundModel, out var foundVersion));
        Assert.Equal((model, version), (foundModel, foundVersion));
    }

    [Theory]
    [InlineData("/v1/models/{model}", "/v1/models/iris:predict")]
    [InlineData("/v1/models/{model}", "/v1/models/")]
    [InlineData("/v1/models/{model}", "/v1/models")]
    [InlineData("/v1/models/{model}:predict", "/v1/models/:predict")]
    [InlineData("/v1/models/{model}:predict", "/v1/models/iris")]
    [InlineData("/", "/x")]
    public void Another_does_not_match(string pattern, string path) => Assert.False(new PathPattern(pattern).Matches(path.Split('/'), out _, out _));
}
