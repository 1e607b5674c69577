using SlaAgent.Core.Contracts;
using SlaAgent.Core.Samples;
using SlaAgent.ModelServers.Exchanges;

namespace SlaAgent.ModelServers.Tests.Presets;

/// <summary>A server that is not as its preset says: anything of a preset can be said otherwise.</summary>
public sealed class PresetOverridingTests
{
    private static readonly PresetOverrides Own = new()
    {
        Inference = new()
        {
            Path = "/models/{model}[@{version}]/ask",
            StreamPath = "/models/{model}/stream",
            Method = "PUT",
            ContentType = "application/vnd.ask+json",
            Prompt = """{"q":"{{prompt}}","n":["{{maxTokens}}",null],"m":"{{model}}","v":"{{version}}","s":"{{stream}}"}""",
            Streamed = """{"live":true}""",
            Uncached = """{"fresh":1}""",
            Content = ["$.answer.text"],
            Error = ["$.problem"],
            OutputTokens = ["$.answer.count"],
        },
        Stream = new() { Framing = StreamFraming.JsonLines, Content = ["$.piece"], Reasoning = ["$.thought"], End = ["$.last"], Error = ["$.problem"], OutputTokens = ["$.count"] },
    };

    [Theory]
    [InlineData("http")]
    [InlineData("vllm")]
    [InlineData("ollama")]
    public void A_dialect_of_the_users_own_is_spoken(string server)
    {
        var request = Reading.Prepare(server, Reading.Prompt() with { Overrides = Own }).NextRequest();
        Assert.Equal(
            ("PUT", "/models/m/stream", "application/x-ndjson", "application/vnd.ask+json"),
            (request.Method, request.PathAndQuery, request.Accept, request.ContentType));
        Reading.EqualBody("""{"q":"Say OK.","n":[8,null],"m":"m","s":true,"live":true,"fresh":1}""", request);

        var whole = Reading.Prepare(server, Reading.Prompt(false) with { Overrides = Own, CacheAllowed = true }, version: "2").NextRequest();
        Assert.Equal("/models/m@2/ask", whole.PathAndQuery);
        Assert.Equal("""{"q":"Say OK.","n":[8,null],"m":"m","v":"2","s":false}""", Reading.BodyOf(whole));
    }

    [Theory]
    [InlineData("http")]
    [InlineData("vllm")]
    [InlineData("triton")]
    public void A_dialect_of_the_users_own_is_understood(string server)
    {
        var stream = Stream(server, "{\"thought\":\"hm\"}\n{\"piece\":\"O\"}\n{\"piece\":\"K\"}\n{\"last\":true,\"count\":3}\n");
        Assert.Equal((Outcome.Success, "OK", 3, false), (stream.Outcome, stream.Text, stream.OutputTokens, stream.TokensEstimated));
        Assert.Equal((Outcome.InBandError, "{\"problem\":\"boom\"}"), (Stream(server, "{\"problem\":\"boom\"}\n").Outcome, Stream(server, "{\"problem\":\"boom\"}\n").Detail));
        Assert.Equal(Outcome.Truncated, Stream(server, "{\"piece\":\"O\"}\n").Outcome);

        var whole = Reading.Reader(server, Reading.Prompt(false) with { Overrides = Own }).Read("""{"answer":{"text":"OK","count":4}}""");
        Assert.Equal((Outcome.Success, "OK", 4), (whole.Outcome, whole.Text, whole.OutputTokens));
        Assert.Equal("expected content at $.answer.text", Reading.Reader(server, Reading.Prompt(false) with { Overrides = Own }).Read("{}").Detail);
    }

    [Fact]
    public void What_is_not_written_stays_as_in_the_preset()
    {
        var other = new PresetOverrides { Stream = new() { Done = "" } };
        var reader = Reading.Reader("vllm", Reading.Prompt() with { Overrides = other });
        var answer = reader.ReadEvents(Reading.Content("OK"), Reading.Delta("{}", "\"stop\""));
        Assert.Equal((Outcome.Success, "OK"), (answer.Outcome, answer.Text));
    }

    [Fact]
    public void An_item_may_be_named_by_its_place()
    {
        var first = new PresetOverrides { Inference = new() { Content = ["$.texts[0]"] } };
        Assert.Equal("a", Reading.Reader("tgi", Reading.Prompt(false) with { Overrides = first }).Read("""{"texts":["a","b"]}""").Text);
        var second = new PresetOverrides { Inference = new() { Content = ["$.texts[1]", "$.other[*]"] } };
        Assert.Equal("b", Reading.Reader("tgi", Reading.Prompt(false) with { Overrides = second }).Read("""{"texts":["a","b"]}""").Text);
    }

    [Fact]
    public void What_an_answer_must_have_may_be_said_of_any_server()
    {
        var other = new PresetOverrides { Inference = new() { Requires = ["$.labels", "$.scores[*].value"], Error = ["$.err"], FailedHeader = "x-failed" } };
        var request = Reading.Body() with { Overrides = other };
        Assert.Equal(Outcome.Success, Reading.Reader("http", request).Read("""{"scores":[{},{"value":1}]}""").Outcome);
        Assert.Equal("expected a value at $.labels or $.scores[*].value", Reading.Reader("http", request).Read("""{"scores":[]}""").Detail);
        Assert.Equal(Outcome.InBandError, Reading.Reader("http", request).Read("""{"labels":[],"err":"no"}""").Outcome);
        Assert.Equal("x-failed", Reading.Reader("http", request).HeaderAsked);
    }

    [Fact]
    public void A_health_question_may_be_another()
    {
        var other = new PresetOverrides
        {
            Live = new() { Connect = true },
            Ready = new() { Path = "/state/{model}", Statuses = [203], NotReady = [418], Field = "$.parts[*].state", EqualTo = "UP", Contains = "v2" },
        };
        Assert.True(Reading.Prepare("http", Ask(HealthSignal.Live)).ConnectsOnly);
        Assert.Equal("/state/m", Reading.Prepare("http", Ask(HealthSignal.Default)).NextRequest().PathAndQuery);
        Assert.Equal(Outcome.Success, Read("""{"parts":[{"state":"DOWN"},{"state":"UP"}],"v":"v2"}""").Outcome);
        Assert.Equal("the server says $.parts[*].state: DOWN, expected UP", Read("""{"parts":[{"state":"DOWN"}],"v":"v2"}""").Detail);
        Assert.Equal(Outcome.NotReady, Read("""{"parts":[{"state":"UP"}]}""").Outcome);
        Assert.Equal(Outcome.NotReady, Read("", 418).Outcome);
        Assert.Equal(Outcome.InvalidResponse, Read("", 200).Outcome);

        ProbeRequest.Health Ask(HealthSignal signal) => new((string?)null) { Signal = signal, Overrides = other };
        Answer Read(string body, int status = 203) => Reading.Reader("http", Ask(HealthSignal.Ready)).Read(body, status: status);
    }

    [Fact]
    public void A_path_in_place_of_a_connection_is_asked()
    {
        var other = new PresetOverrides { Ready = new() { Path = "/healthz" } };
        var exchange = Reading.Prepare("clearml", new ProbeRequest.Health(null) { Overrides = other });
        Assert.False(exchange.ConnectsOnly);
        Assert.Equal("/healthz", exchange.NextRequest().PathAndQuery);
    }

    private static Answer Stream(string server, string lines) => Reading.Reader(server, Reading.Prompt() with { Overrides = Own }).Read(lines, "application/x-ndjson");
}
