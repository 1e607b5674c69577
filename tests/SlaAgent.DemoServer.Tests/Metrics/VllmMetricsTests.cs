using Microsoft.Extensions.Time.Testing;
using SlaAgent.DemoServer.Dialects;
using SlaAgent.DemoServer.Faults;

namespace SlaAgent.DemoServer.Tests.Metrics;

public sealed class VllmMetricsTests
{
    private const string Chat = "/v1/chat/completions";
    private const string Labels = "{engine=\"0\",model_name=\"demo-chat\"}";

    [Fact]
    public async Task Names_and_kinds_are_vLLMs()
    {
        await using var server = await RunningServer.StartAsync(Dialect.Vllm);

        var types = (await Page.ReadAsync(server)).Types;

        string[] gauges = ["num_requests_running", "num_requests_waiting", "engine_sleep_state", "kv_cache_usage_perc"];
        string[] counters = ["prompt_tokens_total", "generation_tokens_total", "request_success_total", "prefix_cache_queries_total", "prefix_cache_hits_total", "num_preemptions_total"];
        string[] histograms =
        [
            "time_to_first_token_seconds", "inter_token_latency_seconds", "e2e_request_latency_seconds", "request_queue_time_seconds", "request_inference_time_seconds",
            "request_prefill_time_seconds", "request_decode_time_seconds", "request_prompt_tokens", "request_generation_tokens", "iteration_tokens_total",
        ];
        Assert.All(gauges, name => Assert.Equal("gauge", types["vllm:" + name]));
        Assert.All(counters, name => Assert.Equal("counter", types["vllm:" + name]));
        Assert.All(histograms, name => Assert.Equal("histogram", types["vllm:" + name]));
    }

    [Fact]
    public async Task Buckets_are_cut_where_vLLM_cuts_them()
    {
        await using var server = await RunningServer.StartAsync(Dialect.Vllm);

        var page = await Page.ReadAsync(server);

        Assert.Equal(
            [.001, .005, .01, .02, .04, .06, .08, .1, .25, .5, .75, 1, 2.5, 5, 7.5, 10, 20, 40, 80, 160, 640, 2560], page.Bounds("vllm:time_to_first_token_seconds"));
        Assert.Equal(
            [.01, .025, .05, .075, .1, .15, .2, .3, .4, .5, .75, 1, 2.5, 5, 7.5, 10, 20, 40, 80], page.Bounds("vllm:inter_token_latency_seconds"));
        Assert.Equal(
            [.3, .5, .8, 1, 1.5, 2, 2.5, 5, 10, 15, 20, 30, 40, 50, 60, 120, 240, 480, 960, 1920, 7680], page.Bounds("vllm:e2e_request_latency_seconds"));
        Assert.Equal([1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000], page.Bounds("vllm:request_prompt_tokens"));
    }

    [Fact]
    public async Task What_was_served_is_counted_and_nothing_else()
    {
        var time = new FakeTimeProvider();
        await using var server = await RunningServer.StartAsync(
            time, new DemoServerOptions { Dialect = Dialect.Vllm, FirstTokenDelay = TimeSpan.FromSeconds(30), TokenInterval = TimeSpan.FromSeconds(15) });

        foreach (var stream in (string[])["true", "false"])
        {
            var reply = server.PostAsync(Chat, Body($",\"max_tokens\":3,\"stream\":{stream}"));
            await time.AdvanceUntilAsync(reply, TimeSpan.FromSeconds(1));
        }

        server.Faults = new FaultSet { ErrorShare = 1 };
        await server.PostAsync(Chat, Body(""));
        var page = await Page.ReadAsync(server);

        Assert.Equal((6, 6), (page["vllm:prompt_tokens_total" + Labels], page["vllm:generation_tokens_total" + Labels]));
        Assert.Equal((2, 0), (Finished(page, "length"), Finished(page, "stop")));
        Assert.Equal((1, 0), (Finished(page, "error"), Finished(page, "abort")));
        Assert.Equal(2, page["vllm:time_to_first_token_seconds_count" + Labels]);
        Assert.Equal(4, page["vllm:inter_token_latency_seconds_count" + Labels]);
        Assert.Equal(2, page["vllm:e2e_request_latency_seconds_count" + Labels]);
        var sum = server.Server.Requests.Read().Where(request => request.OutputTokens > 0).Sum(request => request.FirstToken!.Value.TotalSeconds);
        Assert.Equal(sum, page["vllm:time_to_first_token_seconds_sum" + Labels], 6);
        // The second prompt was in the prefix cache, and its first token came at once.
        Assert.Equal((6, 3), (page["vllm:prefix_cache_queries_total" + Labels], page["vllm:prefix_cache_hits_total" + Labels]));
    }

    [Fact]
    public async Task A_hanging_engine_has_requests_that_run_and_makes_no_token()
    {
        await using var server = await RunningServer.StartAsync(options: RunningServer.Quick with { Dialect = Dialect.Vllm, Slots = 1 });
        server.Faults = new FaultSet { Hang = true };
        using var leave = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        Task[] hanging = [.. Enumerable.Range(0, 3).Select(_ => server.OpenAsync(Chat, Body(""), leave.Token))];

        var page = await Page.UntilAsync(server, page => page["vllm:num_requests_waiting" + Labels] == 2);

        Assert.Equal((1, 0), (page["vllm:num_requests_running" + Labels], page["vllm:generation_tokens_total" + Labels]));
        Assert.Equal(1, page["vllm:kv_cache_usage_perc" + Labels]);
        Assert.Equal(200, (await server.GetAsync("/health")).Status);

        await leave.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Task.WhenAll(hanging));
        var after = await Page.UntilAsync(server, page => Finished(page, "abort") == 3);
        Assert.Equal((0, 0), (after["vllm:num_requests_running" + Labels], after["vllm:num_requests_waiting" + Labels]));
    }

    [Fact]
    public async Task Counters_begin_again_when_reset()
    {
        await using var server = await RunningServer.StartAsync(Dialect.Vllm);
        await server.PostAsync(Chat, Body(""));
        Assert.Equal(1, Finished(await Page.ReadAsync(server), "stop"));

        Assert.Equal(204, (await server.PostAsync("/demo/reset", "")).Status);
        var over = await Page.ReadAsync(server);
        await server.PostAsync(Chat, Body(""));
        server.Server.ResetMetrics();
        var inside = await Page.ReadAsync(server);

        Assert.All((Page[])[over, inside], page => Assert.Equal((0, 0), (Finished(page, "stop"), page["vllm:generation_tokens_total" + Labels])));
        Assert.Equal(2, server.Server.Requests.Total);
    }

    [Fact]
    public async Task Sleep_shows_as_a_state()
    {
        await using var server = await RunningServer.StartAsync(Dialect.Vllm);
        server.Faults = new FaultSet { Sleeping = true };

        var page = await Page.ReadAsync(server);

        Assert.Equal(0, page["vllm:engine_sleep_state{engine=\"0\",model_name=\"demo-chat\",sleep_state=\"awake\"}"]);
        Assert.Equal(1, page["vllm:engine_sleep_state{engine=\"0\",model_name=\"demo-chat\",sleep_state=\"weights_offloaded\"}"]);
    }

    [Fact]
    public async Task HTTP_answers_are_counted_by_class()
    {
        await using var server = await RunningServer.StartAsync(Dialect.Vllm);
        await server.PostAsync(Chat, Body(""));
        await server.PostAsync(Chat, "{}");

        var page = await Page.UntilAsync(server, page => page.Samples.ContainsKey(Series("4xx")) && page.Samples.ContainsKey(Series("2xx")));

        Assert.Equal((1, 1), (page[Series("2xx")], page[Series("4xx")]));
        Assert.Equal(2, page["http_request_duration_seconds_count{handler=\"/v1/chat/completions\",method=\"POST\"}"]);

        static string Series(string status) => $"http_requests_total{{handler=\"/v1/chat/completions\",method=\"POST\",status=\"{status}\"}}";
    }

    private static double Finished(Page page, string reason) => page[$"vllm:request_success_total{{engine=\"0\",finished_reason=\"{reason}\",model_name=\"demo-chat\"}}"];

    private static string Body(string more) => $$"""{"model":"demo-chat","messages":[{"role":"user","content":"Still there?"}]{{more}}}""";
}
