using System.Text.Json;
using SlaAgent.DemoServer.Dialects;
using SlaAgent.DemoServer.Faults;

namespace SlaAgent.DemoServer.Tests.Dialects;

public sealed class TgiTests : IAsyncLifetime
{
    private const string Stream = "/generate_stream";
    private const string Body = """{"inputs":"Still there?","parameters":{"max_new_tokens":4,"details":true}}""";
    private RunningServer _server = null!;

    public async ValueTask InitializeAsync() => _server = await RunningServer.StartAsync(Dialect.Tgi);

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task A_stream_has_no_space_after_data_and_ends_with_the_whole_text_instead_of_done()
    {
        var whole = await _server.PostAsync("/generate", Body);

        var reply = await _server.PostAsync(Stream, Body);

        var events = reply.Text.Split("\n\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.All(events, line => Assert.StartsWith("data:{", line, StringComparison.Ordinal));
        var last = JsonDocument.Parse(events[^1]["data:".Length..]).RootElement;
        Assert.Equal(4, events.Length);
        Assert.Equal(whole.Json.GetProperty("generated_text").GetString(), last.GetProperty("generated_text").GetString());
        Assert.Equal(4, last.GetProperty("details").GetProperty("generated_tokens").GetInt32());
        Assert.Equal(JsonValueKind.Null, JsonDocument.Parse(events[0]["data:".Length..]).RootElement.GetProperty("generated_text").ValueKind);
    }

    [Fact]
    public async Task A_whole_answer_has_its_times_in_headers_and_details_when_asked_for()
    {
        var with = await _server.PostAsync("/generate", Body);
        var without = await _server.PostAsync("/", """{"inputs":"Still there?","parameters":{"max_new_tokens":4}}""");

        Assert.Equal(("3", "4"), (with.Headers["x-prompt-tokens"], with.Headers["x-generated-tokens"]));
        Assert.Equal("length", with.Json.GetProperty("details").GetProperty("finish_reason").GetString());
        Assert.False(without.Json.TryGetProperty("details", out _));
    }

    [Fact]
    public async Task Errors_have_a_type_and_statuses_of_their_own()
    {
        var invalid = await _server.PostAsync("/generate", "{}");
        _server.Faults = new FaultSet { ErrorUnder200 = true };
        var within = await _server.PostAsync(Stream, Body);

        Assert.Equal((422, "validation"), (invalid.Status, invalid.Json.GetProperty("error_type").GetString()));
        Assert.Equal(200, within.Status);
        Assert.StartsWith("data:{\"error\":", within.Text, StringComparison.Ordinal);
        Assert.EndsWith("\"error_type\":\"generation\"}\n\n", within.Text, StringComparison.Ordinal);
    }
}
