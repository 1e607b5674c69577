using SlaAgent.Core.Contracts;
using SlaAgent.Core.Samples;
using SlaAgent.ModelServers.Exchanges;

namespace SlaAgent.ModelServers.Tests.Readers;

public sealed class StatusTests
{
    [Theory]
    [InlineData(201, Outcome.InvalidResponse)]
    [InlineData(204, Outcome.InvalidResponse)]
    [InlineData(301, Outcome.Http3xx)]
    [InlineData(307, Outcome.Http3xx)]
    [InlineData(400, Outcome.Http4xx)]
    [InlineData(404, Outcome.Http4xx)]
    [InlineData(429, Outcome.Http429)]
    [InlineData(499, Outcome.Http4xx)]
    [InlineData(500, Outcome.Http5xx)]
    [InlineData(503, Outcome.Http5xx)]
    [InlineData(600, Outcome.ProtocolError)]
    public void A_status_that_was_not_asked_for_has_the_outcome_of_its_class(int status, Outcome expected)
    {
        foreach (var server in (string[])["http", "kserve-v2", "openai", "vllm"])
        {
            var answer = Reading.Reader(server, Reading.Body()).Read("", null, status);
            Assert.Equal((expected, $"status {status}"), (answer.Outcome, answer.Detail));
        }
    }

    [Theory]
    [InlineData("""{"error":{"message":"The model `x` does not exist.","type":"NotFoundError"}}""", "status 404: NotFoundError: The model `x` does not exist.")]
    [InlineData("""{"error":"Model with name x is not ready."}""", "status 404: Model with name x is not ready.")]
    [InlineData("""{"detail":"Not Found"}""", "status 404: Not Found")]
    [InlineData("""{"detail":[{"loc":["body","inputs",0],"msg":"field required"},{"msg":"and more"}]}""", "status 404: body.inputs.0: field required")]
    [InlineData("""{"detail":[]}""", "status 404: []")]
    [InlineData("""{"error":"Request failed during generation","error_type":"generation"}""", "status 404: generation: Request failed during generation")]
    [InlineData("""{"error":{"code":503,"message":"Loading model","type":"unavailable_error"}}""", "status 404: unavailable_error: Loading model")]
    [InlineData("""{"error_code":"BAD_REQUEST","message":"no columns","stack_trace":"x"}""", "status 404: BAD_REQUEST: no columns")]
    [InlineData("""{"message":"run() raised"}""", "status 404: run() raised")]
    [InlineData("""{"status":{"code":-1,"info":"no such node","reason":"MICROSERVICE_INTERNAL_ERROR","status":1}}""", "status 404: -1: no such node")]
    [InlineData("""{"code":404,"type":"ModelNotFoundException","message":"gone"}""", "status 404: ModelNotFoundException: gone")]
    [InlineData("""{"error":{"code":503}}""", "status 404: 503")]
    [InlineData("""{"error":null}""", "status 404: {\"error\":null}")]
    [InlineData("  <html>\r\n<h1>nginx</h1>\0", "status 404: <html> <h1>nginx</h1>")]
    public void The_body_of_an_error_is_its_reason(string body, string detail) =>
        Assert.Equal(detail, Reading.Reader("openai", Reading.Body()).Read(body, status: 404).Detail);

    [Fact]
    public void A_reason_of_bytes_that_are_no_text_is_still_one_clean_line()
    {
        var answer = Reading.Reader("http", Reading.Body()).Read([0xFF, 0xFE, (byte)'a', 0x1B, (byte)'\n', (byte)'b'], null, 500);
        Assert.Equal("status 500: \uFFFD\uFFFDa b", answer.Detail);
    }

    [Fact]
    public void A_listed_status_is_good_and_the_default_is_no_longer()
    {
        var request = Reading.Body(expect: new() { Statuses = [204, 418] });
        Assert.Equal(Outcome.Success, Reading.Reader("http", request).Read("", null, 418).Outcome);
        Assert.Equal(Outcome.Success, Reading.Reader("http", request).Read("", null, 204).Outcome);
        Assert.Equal(Outcome.InvalidResponse, Reading.Reader("http", request).Read("", null, 200).Outcome);
    }

    [Theory]
    [InlineData("kserve-v2")]
    [InlineData("openai")]
    public void Who_expects_an_error_status_expects_no_answer_of_the_dialect(string server)
    {
        var request = Reading.Body(expect: new() { Statuses = [400], Json = [new("$.error", "\"bad\"")] });
        Assert.Equal(Outcome.Success, Reading.Reader(server, request).Read("""{"error":"bad"}""", status: 400).Outcome);
        Assert.Equal(Outcome.InvalidResponse, Reading.Reader(server, request).Read("""{"error":"worse"}""", status: 400).Outcome);
    }

    [Fact]
    public void A_failing_server_with_a_page_over_the_limit_is_a_failing_server()
    {
        var answer = Reading.Reader("http", Reading.Body(expect: new() { MaxBodyBytes = 4 })).Read("sorry, no", null, 500);
        Assert.Equal((Outcome.Http5xx, "status 500: sorr"), (answer.Outcome, answer.Detail));
        Assert.Equal(Outcome.Http5xx, Reading.Reader("http", Reading.Body()).Read("x", null, 500, Outcome.InvalidResponse).Outcome);
    }

    [Fact]
    public void A_timeout_in_the_body_of_an_error_is_a_timeout() =>
        Assert.Equal(Outcome.TimeoutTotal, Reading.Reader("http", Reading.Body()).Read("x", null, 500, Outcome.TimeoutTotal).Outcome);

    [Fact]
    public void A_failure_before_any_head_is_the_outcome()
    {
        var reader = Reading.Reader("vllm", Reading.Prompt());
        var answer = reader.Complete(Outcome.InvalidResponse, "too\nlong", Reading.End);
        Assert.Equal((Outcome.InvalidResponse, "too long"), (answer.Outcome, answer.Detail));
    }

    [Fact]
    public void A_server_that_refuses_stream_options_is_asked_without_from_then_on()
    {
        var exchange = Reading.Prepare("openai", Reading.Prompt());
        Assert.Contains("stream_options", Reading.BodyOf(exchange.NextRequest()), StringComparison.Ordinal);
        var refused = exchange.NewReader().Read("""{"error":{"message":"Unrecognized request argument: stream_options"}}""", status: 400);
        Assert.Equal(Outcome.AgentError, refused.Outcome);
        Assert.Contains("stream_options", refused.Detail, StringComparison.Ordinal);

        Assert.DoesNotContain("stream_options", Reading.BodyOf(exchange.NextRequest()), StringComparison.Ordinal);
        Assert.Equal(Outcome.Http4xx, exchange.NewReader().Read("stream_options again", status: 400).Outcome);
    }

    [Fact]
    public void Another_bad_request_is_the_servers_answer_and_changes_nothing()
    {
        var exchange = Reading.Prepare("openai", Reading.Prompt());
        exchange.NextRequest();
        Assert.Equal(Outcome.Http4xx, exchange.NewReader().Read("""{"error":"bad prompt"}""", status: 400).Outcome);
        Assert.Contains("stream_options", Reading.BodyOf(exchange.NextRequest()), StringComparison.Ordinal);
    }
}
