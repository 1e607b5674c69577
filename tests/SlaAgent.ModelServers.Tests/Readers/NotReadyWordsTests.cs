using SlaAgent.Core.Contracts;
using SlaAgent.Core.Samples;

namespace SlaAgent.ModelServers.Tests.Readers;

public sealed class NotReadyWordsTests
{
    private static readonly ProbeRequest.Inference Prompt = Reading.Prompt(stream: false);

    [Theory]
    [InlineData("llama.cpp", true, 503, """{"error":{"code":503,"message":"Loading model","type":"unavailable_error"}}""")]
    [InlineData("ollama", true, 503, """{"error":"llm server loading model"}""")]
    [InlineData("kserve-openai", true, 503, """{"error":"Model with name m is not ready."}""")]
    [InlineData("kserve-v1", false, 503, """{"error":"Model with name m is not ready."}""")]
    [InlineData("kserve-v2", false, 503, """{"error":"Model with name m is not ready."}""")]
    [InlineData("triton", false, 400, """{"error":"Request for unknown model: 'm' has no available versions"}""")]
    [InlineData("triton", true, 503, """{"error":"Server not ready"}""")]
    [InlineData("mlserver", false, 400, """{"error":"Model 'm' is not ready yet."}""")]
    [InlineData("seldon", false, 400, """{"error":"Model 'm' is not ready yet."}""")]
    [InlineData("torchserve", false, 503, """{"code":503,"type":"ServiceUnavailableException","message":"Model \"m\" has no worker to serve inference request. Please use scale workers API to add workers."}""")]
    public void What_a_server_is_known_to_say_of_a_model_that_is_not_ready_is_not_ready(string server, bool prompt, int status, string body) =>
        Assert.Equal(Outcome.NotReady, Of(server, prompt, status, body));

    [Theory]
    [InlineData("llama.cpp", true, 503, """{"error":{"code":503,"message":"no slot available","type":"unavailable_error"}}""", Outcome.Http5xx)]
    [InlineData("llama.cpp", true, 500, """{"error":{"message":"Loading model failed"}}""", Outcome.Http5xx)]
    [InlineData("kserve-v2", false, 404, """{"error":"Model with name m is not ready."}""", Outcome.Http4xx)]
    [InlineData("mlserver", false, 400, """{"error":"the shape is wrong"}""", Outcome.Http4xx)]
    [InlineData("torchserve", false, 503, """{"message":"Model \"m\" queue is full. Please use scale workers API to add workers."}""", Outcome.Http5xx)]
    [InlineData("vllm", true, 503, """{"error":{"message":"not ready"}}""", Outcome.Http5xx)]
    [InlineData("sagemaker", false, 503, "not ready", Outcome.Http5xx)]
    [InlineData("kserve-v2", false, 503, "", Outcome.Http5xx)]
    public void Any_other_refusal_has_the_outcome_of_its_status(string server, bool prompt, int status, string body, Outcome outcome) =>
        Assert.Equal(outcome, Of(server, prompt, status, body));

    private static Outcome Of(string server, bool prompt, int status, string body) =>
        Reading.Reader(server, prompt ? Prompt : Reading.Body()).Read(body, status: status).Outcome;
}
