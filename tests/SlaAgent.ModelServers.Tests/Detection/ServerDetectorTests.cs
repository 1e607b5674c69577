using System.Text;
using SlaAgent.ModelServers.Detection;

namespace SlaAgent.ModelServers.Tests.Detection;

public sealed class ServerDetectorTests
{
    private readonly Dictionary<string, string> _answers = [];
    private readonly List<string> _asked = [];

    [Fact]
    public async Task TorchServe_is_asked_for_its_models_on_the_port_of_its_management()
    {
        _answers["/ping"] = """{"status":"Healthy"}""";
        _answers[":8081/models"] = """{"models":[{"modelName":"flowers","modelUrl":"flowers.mar"},{"modelName":"trees"}]}""";

        var found = await DetectAsync();

        Assert.Equal(("torchserve", "flowers"), (found.Server, found.Model));
        Assert.Equal(["flowers", "trees"], found.Models);
        Assert.Contains((":8081/models", "200"), found.Asked);
    }

    [Fact]
    public async Task Another_port_is_asked_only_where_the_server_is_known()
    {
        _answers["/v1/models"] = """{"data":[{"id":"m","owned_by":"vllm"}]}""";

        await DetectAsync();

        Assert.DoesNotContain(_asked, asked => asked.StartsWith(':'));
    }

    [Fact]
    public async Task TensorFlow_Serving_names_the_models_that_have_answered_and_are_there()
    {
        _answers["/v1/models"] = "Malformed request: GET /v1/models";
        _answers["/monitoring/prometheus/metrics"] =
            """
            # TYPE :tensorflow:serving:request_count counter
            :tensorflow:serving:request_count{model_name="typo",status="NOT_FOUND"} 9
            :tensorflow:serving:request_count{model_name="never",status="OK"} 0
            :tensorflow:serving:request_count{model_name="gone",status="OK"} 4
            :tensorflow:serving:request_count{model_name="half",status="OK"} 2
            :tensorflow:serving:request_count{model_name="half",status="INTERNAL"} 1

            """;
        _answers["/v1/models/half"] = """{"model_version_status":[{"version":"1","state":"AVAILABLE"}]}""";

        var found = await DetectAsync();

        Assert.Equal(("tensorflow-serving", "half"), (found.Server, found.Model));
        Assert.Equal(["half"], found.Models);
        Assert.Contains("/v1/models/gone", _asked);
        Assert.DoesNotContain("/v1/models/typo", _asked);
    }

    [Theory]
    [InlineData(true, "vertex")]
    [InlineData(false, "vllm")]
    public async Task What_the_environment_says_goes_before_the_wire_only_where_the_address_is_the_environments_too(bool addressed, string server)
    {
        _answers["/health"] = "";
        _answers["/v1/models"] = """{"data":[{"id":"m","owned_by":"vllm"}]}""";

        Assert.Equal(server, (await DetectAsync(new("/health", addressed))).Server);
    }

    [Theory]
    [InlineData("/ping", "vertex")]
    [InlineData("/elsewhere", "sagemaker")]
    public async Task What_the_environment_says_goes_before_what_only_a_ping_speaks_for_where_its_path_answers(string route, string server)
    {
        _answers["/ping"] = "";

        Assert.Equal(server, (await DetectAsync(new(route, IsAddressed: false))).Server);
    }

    private async Task<DetectedServer> DetectAsync(PlatformRoutes? platform = null) =>
        (await new ServerDetector((_, path, _) => Task.FromResult(Reply(path)), (port, path, _) => Task.FromResult(Reply($":{port}{path}")), platform)
            .DetectAsync(null, TestContext.Current.CancellationToken))!;

    private ServerReply? Reply(string path)
    {
        _asked.Add(path);
        return _answers.TryGetValue(path, out var body) ? new(200, Encoding.UTF8.GetBytes(body)) : new(404, default);
    }
}
