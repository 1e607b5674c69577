using SlaAgent.Core.Contracts;
using SlaAgent.Core.Samples;
using SlaAgent.ModelServers.Exchanges;

namespace SlaAgent.ModelServers.Tests.Dialects;

/// <summary>Answers in one piece, as each server writes them.</summary>
public sealed class BodyDialectTests
{
    [Theory]
    [InlineData("ollama", null, """{"model":"m","message":{"role":"assistant","content":"OK"},"done":true,"prompt_eval_count":4,"eval_count":2}""", 2, false)]
    [InlineData("ollama", "/api/generate", """{"model":"m","response":"OK","done":true,"eval_count":2}""", 2, false)]
    [InlineData("tgi", null, """{"generated_text":"OK","details":{"finish_reason":"length","generated_tokens":2}}""", 2, false)]
    [InlineData("triton", null, """{"model_name":"m","model_version":"1","text_output":"OK"}""", 1, true)]
    [InlineData("llama.cpp", null, """{"choices":[{"index":0,"message":{"content":"OK"},"finish_reason":"stop"}],"timings":{"predicted_n":2}}""", 2, false)]
    [InlineData("kserve-openai", "/openai/v1/completions", """{"choices":[{"index":0,"text":"OK","finish_reason":"stop"}],"usage":{"completion_tokens":2}}""", 2, false)]
    public void A_generated_text_is_read_with_its_tokens(string server, string? path, string body, int tokens, bool estimated)
    {
        var answer = Reading.Reader(server, Reading.Prompt(stream: false) with { Path = path }).Read(body);
        Assert.Equal((Outcome.Success, "OK", tokens, estimated), (answer.Outcome, answer.Text, answer.OutputTokens, answer.TokensEstimated));
    }

    [Theory]
    [InlineData("ollama", "{}", Outcome.InvalidResponse, "expected a JSON object with message or response")]
    [InlineData("tgi", """{"generated_text":""}""", Outcome.InvalidResponse, "the completion is empty")]
    [InlineData("tgi", """[{"generated_text":"x"}]""", Outcome.InvalidResponse, "expected a JSON object with generated_text")]
    [InlineData("triton", """{"error":"no such model"}""", Outcome.InBandError, "no such model")]
    [InlineData("ollama", """{"error":"model 'm' not found"}""", Outcome.InBandError, "model 'm' not found")]
    public void What_is_no_generated_text_says_why(string server, string body, Outcome outcome, string detail)
    {
        var answer = Reading.Reader(server, Reading.Prompt(stream: false)).Read(body);
        Assert.Equal((outcome, detail), (answer.Outcome, answer.Detail));
    }

    [Theory]
    [InlineData("kserve-v1", """{"predictions":[1]}""", Outcome.Success, null)]
    [InlineData("kserve-v1", """{"explanations":{}}""", Outcome.Success, null)]
    [InlineData("kserve-v1", """{"error":"boom"}""", Outcome.InBandError, "boom")]
    [InlineData("kserve-v1", "{}", Outcome.InvalidResponse, "expected predictions or explanations")]
    [InlineData("tensorflow-serving", """{"predictions":[2.5,3.0]}""", Outcome.Success, null)]
    [InlineData("tensorflow-serving", """{"outputs":[[1]]}""", Outcome.Success, null)]
    [InlineData("tensorflow-serving", """{"predictions":[NaN,-Infinity,Infinity]}""", Outcome.Success, null)]
    [InlineData("tensorflow-serving", """{"predictions":[nan]}""", Outcome.InvalidResponse, "the body is not JSON (line 1, byte 18): {\"predictions\":[nan]}")]
    [InlineData("tensorflow-serving", """{"error":"Malformed request"}""", Outcome.InBandError, "Malformed request")]
    [InlineData("torchserve", "cat", Outcome.Success, null)]
    [InlineData("mlflow", """{"predictions":[0.5]}""", Outcome.Success, null)]
    [InlineData("mlflow", """[0.5]""", Outcome.Success, null)]
    [InlineData("mlflow", """{"error_code":"BAD_REQUEST","message":"no"}""", Outcome.InBandError, "BAD_REQUEST: no")]
    [InlineData("mlflow", "ok", Outcome.InvalidResponse, "the body is not JSON (line 1, byte 1): ok")]
    [InlineData("sagemaker", "0.5,0.7", Outcome.Success, null)]
    [InlineData("vertex", """{"predictions":[0],"deployedModelId":"1"}""", Outcome.Success, null)]
    [InlineData("vertex", """{"predictions":[],"deployedModelId":"1"}""", Outcome.InvalidResponse, "expected predictions, got none")]
    [InlineData("kserve-v1", """{"predictions":null}""", Outcome.InvalidResponse, "expected predictions or explanations, got none")]
    [InlineData("tensorflow-serving", """{"predictions":[],"outputs":[1]}""", Outcome.Success, null)]
    [InlineData("vertex", """{"x":1}""", Outcome.InvalidResponse, "expected predictions")]
    [InlineData("azureml", "\"fine\"", Outcome.Success, null)]
    [InlineData("bentoml", "fine", Outcome.Success, null)]
    [InlineData("ray-serve", "fine", Outcome.Success, null)]
    [InlineData("clearml", """{"y":[1]}""", Outcome.Success, null)]
    [InlineData("mlserver", """{"model_name":"m","outputs":[{"name":"o","datatype":"FP64","shape":[1],"data":[1.0]}]}""", Outcome.Success, null)]
    [InlineData("seldon", """{"model_name":"m","outputs":[]}""", Outcome.InvalidResponse, "expected outputs with at least one tensor")]
    [InlineData("triton", """{"model_name":"m","outputs":[{"name":"o","datatype":"FP64","shape":[2],"data":[1.0]}]}""", Outcome.InvalidResponse, "output o: its shape says 2 values, its data has 1")]
    public void An_answer_is_judged_as_its_server_writes_it(string server, string body, Outcome outcome, string? detail)
    {
        var answer = Reading.Reader(server, Reading.Body()).Read(body);
        Assert.Equal((outcome, detail), (answer.Outcome, answer.Detail));
    }

    [Theory]
    [InlineData("openai", "/v1/embeddings", """{"object":"list","data":[{"embedding":[0.1]}]}""", Outcome.Success)]
    [InlineData("openai", "/v1/embeddings", """{"object":"list","data":[]}""", Outcome.InvalidResponse)]
    [InlineData("openai", "/v1/embeddings", """{"object":"error","message":"no"}""", Outcome.InvalidResponse)]
    [InlineData("vllm", "/v1/rerank", """{"results":[]}""", Outcome.Success)]
    [InlineData("ollama", "/api/embed", """{"embeddings":[[0.1]]}""", Outcome.Success)]
    [InlineData("ollama", "/v1/chat/completions", """{"choices":[{"index":0,"message":{"content":"a"}}]}""", Outcome.Success)]
    [InlineData("triton", "/v2/models/m/generate?x=1", """{"text_output":"a"}""", Outcome.Success)]
    [InlineData("seldon", "/api/v1.0/predictions", """{"data":{"ndarray":[1]}}""", Outcome.Success)]
    [InlineData("tensorflow-serving", "/v1/models/m:classify", """{"results":[[["rose",0.9]]]}""", Outcome.Success)]
    public void The_path_says_which_of_a_servers_answers_is_expected(string server, string path, string body, Outcome outcome) =>
        Assert.Equal(outcome, Reading.Reader(server, Reading.Body() with { Path = path }).Read(body).Outcome);

    [Fact]
    public void A_recorded_embedding_is_read_right() =>
        Assert.Equal(Outcome.Success, Reading.Reader("openai", Reading.Body() with { Path = "/v1/embeddings" }).Read(Fixture.Text("openai/embedding.json")).Outcome);

    [Fact]
    public void A_bare_NaN_is_near_no_number_and_equal_to_its_name()
    {
        const string Body = """{"predictions":[NaN,1.5,"a NaN in \" a string"]}""";
        Assert.Equal(Outcome.Success, Ask(new("$.predictions[1]", Near: 1.5)).Outcome);
        Assert.Equal(Outcome.Success, Ask(new("$.predictions[0]", "\"NaN\"")).Outcome);
        Assert.Equal(Outcome.Success, Ask(new("$.predictions[2]", "\"a NaN in \\\" a string\"")).Outcome);
        var answer = Ask(new("$.predictions[0]", Near: 1.5, Tolerance: 1e300));
        Assert.Equal(Outcome.InvalidResponse, answer.Outcome);

        static Answer Ask(JsonAssertion assertion) => Reading.Reader("tensorflow-serving", Reading.Body(expect: new() { Json = [assertion] })).Read(Body);
    }

    [Theory]
    [InlineData("true", Outcome.InBandError)]
    [InlineData("True", Outcome.InBandError)]
    [InlineData("false", Outcome.Success)]
    public void A_header_that_reports_a_failure_outweighs_the_status(string value, Outcome outcome)
    {
        var reader = Reading.Reader("azureml", Reading.Body());
        Assert.Equal("x-ms-run-function-failed", reader.HeaderAsked);
        reader.OnHead(200, Reading.Json);
        reader.OnHeader(value);
        reader.OnBody("\"KeyError: x\""u8, TimeSpan.Zero);
        var answer = reader.Complete(null, null, TimeSpan.Zero);
        Assert.Equal((outcome, outcome == Outcome.Success ? null : "x-ms-run-function-failed: KeyError: x"), (answer.Outcome, answer.Detail));
    }
}
