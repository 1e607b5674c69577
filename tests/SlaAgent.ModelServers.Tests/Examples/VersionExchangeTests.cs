using SlaAgent.Core.Samples;
using SlaAgent.ModelServers.Presets;

namespace SlaAgent.ModelServers.Tests.Examples;

public sealed class VersionExchangeTests
{
    [Theory]
    [InlineData("tensorflow-serving", "/v1/models/m", """{"model_version_status":[{"version":"2","state":"AVAILABLE"},{"version":"1","state":"END"}]}""", "2")]
    [InlineData("kserve-v2", "/v2/models/m", """{"name":"m","versions":["4","3"],"platform":"sklearn"}""", "3 4")]
    [InlineData("tgi", "/info", """{"model_id":"x","model_sha":"abc"}""", "abc")]
    [InlineData("ollama", "/api/tags", """{"models":[{"name":"other","digest":"1"},{"name":"m:latest","digest":"2"}]}""", "2")]
    public void A_server_is_asked_where_its_answers_do_not_say_it(string server, string path, string record, string version)
    {
        var exchange = PresetCatalog.PrepareVersion(Reading.Service(server))!;

        Assert.Equal(path, exchange.NextRequest().PathAndQuery);
        Assert.Equal(Outcome.Success, exchange.NewReader().Read(record).Outcome);
        Assert.Equal(version, exchange.Version);
    }

    [Theory]
    [InlineData("{}", 200)]
    [InlineData("no", 200)]
    [InlineData("""{"versions":["1"]}""", 404)]
    public void What_a_server_does_not_say_is_not_known(string record, int status)
    {
        var exchange = PresetCatalog.PrepareVersion(Reading.Service("kserve-v2"))!;
        exchange.NextRequest();

        Assert.NotEqual(Outcome.Success, exchange.NewReader().Read(record, status: status).Outcome);
        Assert.Null(exchange.Version);
    }

    [Fact]
    public void Where_a_version_is_asked_for_or_nobody_keeps_one_nothing_is_asked()
    {
        Assert.Null(PresetCatalog.PrepareVersion(Reading.Service("kserve-v2", version: "3")));
        Assert.Null(PresetCatalog.PrepareVersion(Reading.Service("vllm")));
        Assert.Null(PresetCatalog.PrepareVersion(Reading.Service("kserve-v2") with { Url = new Uri("grpc://127.0.0.1:1") }));
    }
}
