using SlaAgent.Core.Contracts;
using SlaAgent.Core.Samples;
using SlaAgent.ModelServers.Exchanges;

namespace SlaAgent.ModelServers.Tests.Readers;

public sealed class HealthReaderTests
{
    [Theory]
    [InlineData("")]
    [InlineData("\n")]
    [InlineData("OK")]
    [InlineData("""{"name":"m","ready":true}""")]
    [InlineData("""{"live":true}""")]
    [InlineData("""{"status":"alive"}""")]
    [InlineData("[]")]
    public void A_model_is_ready_when_nothing_denies_it(string body) => Assert.Equal(Outcome.Success, Ask("kserve-v2", body).Outcome);

    [Theory]
    [InlineData("""{"name":"m","ready":false}""", "the server says ready: false")]
    [InlineData("""{"live":false}""", "the server says live: false")]
    [InlineData("""{"ready":"true"}""", "the server says ready: true")]
    [InlineData("""{"ready":null}""", "the server says ready: null")]
    public void A_model_whose_field_is_not_true_is_not_ready(string body, string detail)
    {
        var answer = Ask("kserve-v2", body);
        Assert.Equal((Outcome.NotReady, detail), (answer.Outcome, answer.Detail));
    }

    [Theory]
    [InlineData(503, """{"error":"Model with name m is not ready."}""", "status 503: Model with name m is not ready.")]
    [InlineData(400, """{"error":"Model version not ready"}""", "status 400: Model version not ready")]
    [InlineData(400, "", "status 400")]
    public void Not_ready_has_three_forms_among_servers(int status, string body, string detail)
    {
        var answer = Ask("kserve-v2", body, status);
        Assert.Equal((Outcome.NotReady, detail), (answer.Outcome, answer.Detail));
    }

    [Theory]
    [InlineData("KServe", 200, """{"name":"m","ready":true}""", Outcome.Success)]
    [InlineData("KServe, not loaded", 503, """{"error":"Model with name m is not ready."}""", Outcome.NotReady)]
    [InlineData("KServe, unknown model", 404, """{"error":"Model with name m does not exist."}""", Outcome.Http4xx)]
    [InlineData("KServe, a version asked for", 501, """{"error":"Model versioning is not supported"}""", Outcome.Http5xx)]
    [InlineData("Triton", 200, "", Outcome.Success)]
    [InlineData("Triton, not loaded", 400, """{"error":"Model version not ready"}""", Outcome.NotReady)]
    [InlineData("MLServer", 200, "", Outcome.Success)]
    [InlineData("MLServer, not loaded", 400, """{"error":"Model 'm' is not ready yet."}""", Outcome.NotReady)]
    [InlineData("MLServer, unknown model", 404, """{"error":"Model m not found"}""", Outcome.Http4xx)]
    [InlineData("TGI", 200, """{"live":true}""", Outcome.Success)]
    public void Readiness_is_read_as_each_server_writes_it(string server, int status, string body, Outcome expected)
    {
        var answer = Ask("kserve-v2", body, status);
        Assert.True(answer.Outcome == expected, $"{server}: {answer.Outcome}");
    }

    [Theory]
    [InlineData("kserve-v2", 404, Outcome.Http4xx)]
    [InlineData("kserve-v2", 429, Outcome.Http429)]
    [InlineData("kserve-v2", 500, Outcome.Http5xx)]
    [InlineData("kserve-v2", 501, Outcome.Http5xx)]
    [InlineData("kserve-v2", 302, Outcome.Http3xx)]
    [InlineData("vllm", 503, Outcome.NotReady)]
    [InlineData("vllm", 500, Outcome.Http5xx)]
    [InlineData("vllm", 400, Outcome.Http4xx)]
    [InlineData("vllm", 200, Outcome.Success)]
    [InlineData("openai", 503, Outcome.NotReady)]
    [InlineData("openai", 401, Outcome.Http4xx)]
    public void Other_statuses_are_of_their_class(string server, int status, Outcome expected) =>
        Assert.Equal(expected, Ask(server, "", status).Outcome);

    [Fact]
    public void An_error_under_200_is_an_in_band_error() => Assert.Equal(Outcome.InBandError, Ask("kserve-v2", """{"error":"boom"}""").Outcome);

    [Fact]
    public void A_model_that_is_listed_is_ready() =>
        Assert.Equal(Outcome.Success, Ask("openai", """{"object":"list","data":[{"id":"other"},{"id":"m","object":"model"}]}""").Outcome);

    [Theory]
    [InlineData("""{"data":[{"id":"other"},{"id":1},{},3]}""", Outcome.NotReady, "the server does not list the model m; it lists other")]
    [InlineData("""{"data":[]}""", Outcome.NotReady, "the server does not list the model m; it lists none")]
    [InlineData("""{"models":["m"]}""", Outcome.InvalidResponse, "expected a list of models under data")]
    [InlineData("""["m"]""", Outcome.InvalidResponse, "expected a list of models under data")]
    [InlineData("", Outcome.InvalidResponse, "the body is empty, expected JSON")]
    [InlineData("m", Outcome.InvalidResponse, "the body is not JSON (line 1, byte 1): m")]
    public void A_model_that_is_not_listed_is_not_ready(string body, Outcome outcome, string detail)
    {
        var answer = Ask("openai", body);
        Assert.Equal((outcome, detail), (answer.Outcome, answer.Detail));
    }

    [Fact]
    public void A_path_of_the_users_own_is_judged_by_its_status_and_expectations_alone()
    {
        var request = new ProbeRequest.Health("/healthz") { Expect = new() { Contains = "Healthy" } };
        Assert.Equal(Outcome.Success, Reading.Reader("kserve-v2", request).Read("""{"ready":false,"x":"Healthy"}""").Outcome);
        Assert.Equal(Outcome.InvalidResponse, Reading.Reader("kserve-v2", request).Read("Partial").Outcome);
        Assert.Equal(Outcome.Http5xx, Reading.Reader("kserve-v2", request).Read("", status: 503).Outcome);
    }

    [Fact]
    public void Expectations_hold_beside_the_presets_rule()
    {
        var request = new ProbeRequest.Health(null) { Expect = new() { Json = [new("$.name", "\"m\"")] } };
        Assert.Equal(Outcome.Success, Reading.Reader("kserve-v2", request).Read("""{"name":"m","ready":true}""").Outcome);
        Assert.Equal(Outcome.InvalidResponse, Reading.Reader("kserve-v2", request).Read("""{"name":"n","ready":true}""").Outcome);
        Assert.Equal(Outcome.NotReady, Reading.Reader("kserve-v2", request).Read("""{"name":"m","ready":false}""").Outcome);
    }

    private static Answer Ask(string server, string body, int status = 200) =>
        Reading.Reader(server, new ProbeRequest.Health(null)).Read(body, status: status);
}
