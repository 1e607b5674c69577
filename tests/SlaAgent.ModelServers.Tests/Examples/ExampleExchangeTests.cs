using System.Text;
using SlaAgent.Core.Contracts;
using SlaAgent.Core.Samples;
using SlaAgent.ModelServers.Examples;
using SlaAgent.ModelServers.Exchanges;
using SlaAgent.ModelServers.Presets;

namespace SlaAgent.ModelServers.Tests.Examples;

public sealed class ExampleExchangeTests
{
    private const string Tensors =
        """{"model_name":"m","model_version":"3","outputs":[{"name":"class","datatype":"INT64","shape":[1],"data":[2]},{"name":"p","datatype":"FP64","shape":[1],"data":[0.25]}]}""";

    private const string Completion =
        """{"object":"chat.completion","model":"m-2026","system_fingerprint":"fp_1","choices":[{"index":0,"message":{"role":"assistant","content":" The answer is 42. "},"finish_reason":"stop"}],"usage":{"prompt_tokens":3,"completion_tokens":5}}""";

    [Fact]
    public void A_body_is_sent_as_it_was_filled_in_with_the_agents_mark_and_its_answer_gives_prediction_score_and_version()
    {
        var exchange = Prepare("kserve-v2", Probe(Body("""{"inputs":[]}""")) with { Prediction = "$.outputs[0].data[0]", Score = "$.outputs[1].data[0]" });

        Assert.Equal("""{"id":"slaagent","inputs":[]}""", exchange.Template);
        Assert.False(exchange.IsPrompt);
        Assert.Equal("""{"id":"slaagent","inputs":[1]}""", Reading.BodyOf(Asked(exchange, """{"id":"slaagent","inputs":[1]}""")));
        Assert.Equal(Outcome.Success, exchange.NewReader().Read(Tensors).Outcome);
        Assert.Equal(new ExampleAnswer("2", 0.25, "3"), exchange.Answer);
    }

    [Theory]
    [InlineData("""{"model_name":"m","outputs":[{"name":"a","datatype":"INT64","shape":[0],"data":[]}]}""", "$.outputs[0].data[0] is missing, expected a prediction")]
    [InlineData("""{"model_name":"m","outputs":[{"name":"a","datatype":"BYTES","shape":[1],"data":[null]}]}""", "$.outputs[0].data[0] is missing, expected a prediction")]
    [InlineData("""{"model_name":"m","outputs":[{"name":"a","datatype":"BYTES","shape":[1],"data":[" "]}]}""", "the prediction is empty")]
    [InlineData("""{"model_name":"m","outputs":[{"name":"a","datatype":"BYTES","shape":[1],"data":[{}]}]}""", "$.outputs[0].data[0] is of kind object, expected one value")]
    public void An_answer_without_a_prediction_is_an_invalid_response_and_never_a_wrong_one(string answer, string detail)
    {
        var exchange = Prepare("kserve-v2", Probe(Body("{}")) with { Prediction = "$.outputs[0].data[0]" });
        Asked(exchange, "{}");
        var read = exchange.NewReader().Read(answer);

        Assert.Equal((Outcome.InvalidResponse, detail), (read.Outcome, read.Detail));
        Assert.Null(exchange.Answer.Prediction);
    }

    [Theory]
    [InlineData("\"\"")]
    [InlineData("\"NaN\"")]
    [InlineData("\"high\"")]
    [InlineData("1e999")]
    [InlineData("null")]
    public void A_score_that_is_no_number_is_an_invalid_response(string score)
    {
        var exchange = Prepare("http", Probe(Body("{}")) with { Prediction = "$.class", Score = "$.score" });
        Asked(exchange, "{}");

        Assert.Equal(Outcome.InvalidResponse, exchange.NewReader().Read($$"""{"class":1,"score":{{score}}}""").Outcome);
    }

    [Theory]
    [InlineData("12.5", Outcome.Success)]
    [InlineData("\"12.5\"", Outcome.Success)]
    [InlineData("\"12.5 km\"", Outcome.InvalidResponse)]
    [InlineData("\"Infinity\"", Outcome.InvalidResponse)]
    public void The_prediction_of_a_regression_is_a_number(string value, Outcome outcome)
    {
        var exchange = Prepare("http", Probe(Body("{}"), EvaluationTask.Regression) with { Prediction = "$.value" });
        Asked(exchange, "{}");

        Assert.Equal(outcome, exchange.NewReader().Read($$"""{"value":{{value}}}""").Outcome);
    }

    [Fact]
    public void A_prompt_is_sent_without_characters_of_ours_and_the_text_is_taken_whole()
    {
        var exchange = Prepare("openai", Probe(new() { Prompt = "Is {{text}} good?", MaxTokens = 4 }) with { Normalise = [new AnswerNormalisation.FirstNumber()] });

        Assert.Equal(("Is {{text}} good?", true), (exchange.Template, exchange.IsPrompt));
        Reading.EqualBody(
            """{"model":"m","messages":[{"role":"user","content":"Is this \"good\"?"}],"max_tokens":4,"temperature":0,"stream":false,"user":"slaagent"}""",
            Asked(exchange, "Is this \"good\"?"));
        Assert.Equal(Outcome.Success, exchange.NewReader().Read(Completion).Outcome);
        Assert.Equal(new ExampleAnswer("42", null, "m-2026 fp_1"), exchange.Answer);
    }

    [Fact]
    public void A_streamed_text_is_taken_whole_too_and_never_asks_for_usage_that_a_server_may_refuse()
    {
        var exchange = Prepare("vllm", Probe(new() { Prompt = "x", Stream = true }, EvaluationTask.Generation));
        Assert.DoesNotContain("stream_options", Reading.BodyOf(Asked(exchange, "x")), StringComparison.Ordinal);
        var half = new string('a', 2000);
        var read = exchange.NewReader().ReadEvents(
            """data: {"object":"chat.completion.chunk","model":"m-1","choices":[{"index":0,"delta":{"role":"assistant"},"finish_reason":null}]}""",
            Reading.Content(half), Reading.Content(half), Reading.Delta("{}", "\"stop\""), "data: [DONE]");

        Assert.Equal(Outcome.Success, read.Outcome);
        Assert.Equal(new ExampleAnswer(half + half, null, "m-1"), exchange.Answer);
    }

    [Fact]
    public void What_the_answer_before_said_is_forgotten_with_the_next_request()
    {
        var exchange = Prepare("kserve-v2", Probe(Body("{}")) with { Prediction = "$.outputs[0].data[0]" });
        Asked(exchange, "{}");
        exchange.NewReader().Read(Tensors);
        Asked(exchange, "{}");
        exchange.NewReader().Read("oops", status: 500);

        Assert.Equal(default, exchange.Answer);
    }

    [Fact]
    public void Twins_do_not_see_each_others_answers()
    {
        var one = Prepare("kserve-v2", Probe(Body("{}")) with { Prediction = "$.outputs[0].data[0]" });
        var other = one.Twin();
        Asked(one, "{}");
        Asked(other, "{}");
        one.NewReader().Read(Tensors);

        Assert.Equal("2", one.Answer.Prediction);
        Assert.Null(other.Answer.Prediction);
    }

    [Fact]
    public void Over_grpc_the_filled_body_becomes_the_message_and_what_has_no_such_form_is_said()
    {
        var service = Reading.Service("kserve-v2") with { Url = new Uri("grpc://127.0.0.1:1") };
        var exchange = PresetCatalog.PrepareExamples(service, Probe(Body("{}")) with { Prediction = "$.outputs[0].data[0]" });

        Assert.Null(exchange.Ask("""{"inputs":[{"name":"x","shape":[2],"datatype":"FP64","data":[1,2]}]}"""u8.ToArray()));
        Assert.Equal("/inference.GRPCInferenceService/ModelInfer", exchange.NextRequest().PathAndQuery);
        Assert.StartsWith("the example has no gRPC form", exchange.Ask("""{"inputs":[{"name":"x","shape":[2],"datatype":"FP64","data":["a","b"]}]}"""u8.ToArray()), StringComparison.Ordinal);
    }

    private static ProbeRequest.Inference Body(string body) => new() { Bodies = [body], Path = "/x" };

    private static EvaluationProbe Probe(ProbeRequest.Inference request, EvaluationTask task = EvaluationTask.Classification) => new()
    {
        Name = "golden",
        Schedule = new RunSchedule.Every(TimeSpan.FromHours(1)),
        Timeout = TimeSpan.FromSeconds(5),
        DataSet = new DataSet("/golden.csv", 0, []),
        Request = request,
        Label = "label",
        Task = task,
    };

    private static ExampleExchange Prepare(string server, EvaluationProbe probe) => PresetCatalog.PrepareExamples(Reading.Service(server), probe);

    private static ServerRequest Asked(ExampleExchange exchange, string filled)
    {
        Assert.Null(exchange.Ask(Encoding.UTF8.GetBytes(filled)));
        return exchange.NextRequest();
    }
}
