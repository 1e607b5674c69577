using SlaAgent.Tests.Hosting;

namespace SlaAgent.Tests.Telemetry;

[Collection("agent in this process")]
public sealed class MetricsTests
{
    private const string ProbeLabels = "probe,service";
    private const string ObjectiveLabels = "audience,objective,service,sla";

    [Theory]
    [InlineData("sla_probe_duration_seconds", "histogram", ProbeLabels + ",outcome_class")]
    [InlineData("sla_probe_time_to_first_token_seconds", "histogram", ProbeLabels + ",outcome_class")]
    [InlineData("sla_probe_time_per_output_token_seconds", "histogram", ProbeLabels + ",outcome_class")]
    [InlineData("sla_probe_inter_chunk_latency_seconds", "histogram", ProbeLabels + ",outcome_class")]
    [InlineData("sla_probe_results_total", "counter", ProbeLabels + ",outcome")]
    [InlineData("sla_probe_phase_seconds_total", "counter", ProbeLabels + ",phase")]
    [InlineData("sla_probe_prompt_tokens_total", "counter", ProbeLabels + ",estimated")]
    [InlineData("sla_probe_output_tokens_total", "counter", ProbeLabels + ",estimated")]
    [InlineData("sla_service_up", "gauge", "service")]
    [InlineData("sla_service_state", "gauge", "service,state")]
    [InlineData("sla_service_info", "gauge", "connection,label_team,model,model_version,server,service")]
    [InlineData("sla_info", "gauge", "audience,consumer,label_tier,provider,scope,service,sla")]
    [InlineData("sla_obligations_open", "gauge", "sla")]
    [InlineData("sla_obligations_overdue", "gauge", "sla")]
    [InlineData("sla_objective_compliance_ratio", "gauge", ObjectiveLabels)]
    [InlineData("sla_objective_target_ratio", "gauge", ObjectiveLabels)]
    [InlineData("sla_objective_error_budget_remaining_ratio", "gauge", ObjectiveLabels)]
    [InlineData("sla_objective_coverage_ratio", "gauge", ObjectiveLabels)]
    [InlineData("sla_objective_burn_rate", "gauge", ObjectiveLabels + ",window")]
    [InlineData("sla_objective_status", "gauge", ObjectiveLabels + ",status")]
    [InlineData("sla_objective_good_events_total", "counter", ObjectiveLabels)]
    [InlineData("sla_objective_events_total", "counter", ObjectiveLabels)]
    [InlineData("sla_breaches_total", "counter", ObjectiveLabels + ",severity")]
    [InlineData("sla_recovery_seconds_total", "counter", "objective,sla")]
    [InlineData("sla_recoveries_total", "counter", "objective,sla")]
    [InlineData("sla_incidents_open", "gauge", "sla")]
    [InlineData("sla_agent_schedule_delay_seconds", "histogram", "")]
    [InlineData("sla_agent_notifications_total", "counter", "receiver,result")]
    [InlineData("sla_agent_outbox_entries", "gauge", "receiver")]
    [InlineData("sla_agent_outbox_oldest_timestamp_seconds", "gauge", "receiver")]
    [InlineData("sla_agent_config_last_reload_successful", "gauge", "")]
    [InlineData("sla_agent_config_last_reload_success_timestamp_seconds", "gauge", "")]
    [InlineData("sla_agent_ledger_errors_total", "counter", "")]
    [InlineData("sla_agent_ledger_degraded", "gauge", "")]
    [InlineData("sla_agent_ledger_dropped_total", "counter", "")]
    [InlineData("sla_agent_ledger_set_aside_total", "counter", "")]
    [InlineData("sla_agent_evaluation_duration_seconds", "histogram", "")]
    [InlineData("sla_agent_probes_backed_off_total", "counter", ProbeLabels)]
    [InlineData("sla_agent_build_info", "gauge", "commit,runtime,version")]
    public async Task A_metric_has_the_type_and_the_labels_that_are_promised(string name, string type, string labels)
    {
        await using var server = await FakeModelServer.StartAsync();
        await using var agent = await RunningAgent.StartAsync(Chat(server.Url));
        var sample = type == "histogram" ? name + "_count" : name;
        var scrape = await UntilAsync(agent, s => s.Of(sample).Count > 0);

        Assert.Equal(type, scrape.Types[name]);
        var expected = labels.Split(',', StringSplitOptions.RemoveEmptyEntries).Order();
        Assert.All(scrape.Of(sample), s => Assert.Equal(expected, s.Labels.Keys.Order()));
    }

    [Fact]
    public async Task Counters_and_gauges_are_there_with_zero_before_the_first_result()
    {
        await using var agent = await RunningAgent.StartAsync(Documents.Many(services: 1, probes: 1, objectives: 1, receivers: 1).Replace("interval: 1m", "interval: 1h", StringComparison.Ordinal));

        var scrape = await agent.ScrapeAsync();

        Assert.Equal(20, scrape.Of("sla_probe_results_total").Count);
        Assert.Equal(7, scrape.Of("sla_probe_phase_seconds_total").Count);
        foreach (var name in new[] { "sla_breaches_total", "sla_recoveries_total", "sla_recovery_seconds_total", "sla_objective_events_total", "sla_objective_good_events_total", "sla_incidents_open", "sla_agent_outbox_entries", "sla_agent_ledger_errors_total" })
        {
            Assert.Equal(0, scrape.Value(name));
        }

        Assert.Equal("", await scrape.PromtoolAsync());
    }

    [Fact]
    public async Task Every_threshold_is_a_bucket_bound_of_the_histogram_it_concerns()
    {
        await using var server = await FakeModelServer.StartAsync();
        await using var agent = await RunningAgent.StartAsync(Chat(server.Url));

        var scrape = await UntilAsync(agent, s => s.Of("sla_probe_time_per_output_token_seconds_count").Count > 0);

        Assert.NotEmpty(scrape.Of("sla_probe_duration_seconds_bucket", ("le", "0.123")));
        Assert.NotEmpty(scrape.Of("sla_probe_first_byte_seconds_bucket", ("le", "0.061")));
        Assert.NotEmpty(scrape.Of("sla_probe_time_to_first_token_seconds_bucket", ("le", "0.077")));
        Assert.NotEmpty(scrape.Of("sla_probe_time_per_output_token_seconds_bucket", ("le", "0.013")));
        Assert.NotEmpty(scrape.Of("sla_probe_inter_chunk_latency_seconds_bucket", ("le", "0.043")));
        Assert.Empty(scrape.Of("sla_probe_duration_seconds_bucket", ("le", "0.077")));
        Assert.Equal("", await scrape.PromtoolAsync());
    }

    [Fact]
    public async Task A_failing_server_counts_as_bad_in_every_histogram_and_the_phases_add_up()
    {
        await using var server = await FakeModelServer.StartAsync();
        server.Fails = true;
        await using var agent = await RunningAgent.StartAsync(Chat(server.Url));

        var scrape = await UntilAsync(agent, s => s.Of("sla_probe_time_to_first_token_seconds_count", ("outcome_class", "bad")) is [{ Value: > 2 }]);

        var failures = scrape.Value("sla_probe_results_total", ("outcome", "http_5xx"));
        Assert.Equal(failures, scrape.Value("sla_probe_time_to_first_token_seconds_count"));
        Assert.Equal(failures, scrape.Value("sla_probe_duration_seconds_count"));
        Assert.Equal(scrape.Value("sla_probe_duration_seconds_sum"), scrape.Value("sla_probe_time_to_first_token_seconds_sum"), 1e-9);
        Assert.Equal(scrape.Value("sla_probe_duration_seconds_sum"), scrape.Of("sla_probe_phase_seconds_total").Sum(s => s.Value), 1e-6);
        Assert.Equal("", await scrape.PromtoolAsync());
    }

    [Fact]
    public async Task What_is_held_back_while_the_server_refuses_is_skipped_and_counted_apart()
    {
        await using var server = await FakeModelServer.StartAsync(refuses: true);
        await using var agent = await RunningAgent.StartAsync(Chat(server.Url));

        var scrape = await UntilAsync(agent, s => s.Of("sla_agent_probes_backed_off_total") is [{ Value: > 2 }]);

        var skipped = scrape.Value("sla_probe_results_total", ("outcome", "skipped"));
        Assert.True(skipped >= scrape.Value("sla_agent_probes_backed_off_total"), scrape.Text);
        Assert.True(scrape.Value("sla_probe_results_total", ("outcome", "http_429")) >= 2);
        Assert.Equal(0, scrape.Value("sla_objective_good_events_total", ("objective", "availability")));
        Assert.True(scrape.Value("sla_objective_events_total", ("objective", "availability")) > scrape.Value("sla_probe_results_total", ("outcome", "http_429")));
        Assert.Equal("", await scrape.PromtoolAsync());
    }

    [Fact]
    public async Task A_changed_threshold_keeps_the_other_services_counts_and_a_removed_service_is_gone()
    {
        string Yaml(string threshold, bool third) =>
            Documents.Service("one", Documents.Nobody) + Documents.Agreement("one-sla", "one", Documents.Fast("latency", "200ms"))
            + Documents.Service("two", Documents.Nobody) + Documents.Agreement("two-sla", "two", Documents.Fast("latency", threshold))
            + (third ? Documents.Service("three", Documents.Nobody) + Documents.Agreement("three-sla", "three", Documents.Available()) : "")
            + Documents.Agent();
        await using var agent = await RunningAgent.StartAsync(Yaml("300ms", third: true));
        var before = await UntilAsync(agent, s => s.Of("sla_probe_duration_seconds_count", ("service", "one")) is [{ Value: >= 5 }] && s.Of("sla_service_up", ("service", "three")).Count == 1);

        Assert.True((await agent.ReloadAsync(Yaml("345ms", third: false))).Applied);

        var first = await agent.ScrapeAsync();
        Assert.DoesNotContain("\"three\"", first.Text, StringComparison.Ordinal);
        Assert.Empty(first.Of("sla_probe_duration_seconds_bucket", ("le", "0.3")));
        Assert.Equal("", await first.PromtoolAsync());
        var after = await UntilAsync(agent, s => s.Of("sla_probe_duration_seconds_bucket", ("service", "two"), ("le", "0.345")).Count == 1);

        Assert.True(after.Value("sla_probe_duration_seconds_count", ("service", "one")) >= before.Value("sla_probe_duration_seconds_count", ("service", "one")));
        Assert.True(after.Value("sla_objective_events_total", ("sla", "one-sla")) >= before.Value("sla_objective_events_total", ("sla", "one-sla")));
        Assert.DoesNotContain("\"three\"", after.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("three-sla", after.Text, StringComparison.Ordinal);
        Assert.Equal("", await after.PromtoolAsync());
    }

    [Fact]
    public async Task Odd_characters_in_labels_are_escaped()
    {
        var yaml = Documents.Service("one", Documents.Nobody, labels: """Team_2: "a \"b\" \\ c\nd é", _x: "" """) + Documents.Agent();
        await using var agent = await RunningAgent.StartAsync(yaml);

        var scrape = await agent.ScrapeAsync();

        Assert.Equal("a \"b\" \\ c\nd é", Assert.Single(scrape.Of("sla_service_info")).Labels["label_Team_2"]);
        Assert.Equal("", await scrape.PromtoolAsync());
    }

    internal static async Task<Scrape> UntilAsync(RunningAgent agent, Func<Scrape, bool> condition)
    {
        var scrape = await agent.ScrapeAsync();
        var started = TimeProvider.System.GetTimestamp();
        while (!condition(scrape))
        {
            Assert.True(TimeProvider.System.GetElapsedTime(started) < TimeSpan.FromMinutes(1), "in vain:\n" + scrape.Text);
            await Task.Delay(50);
            scrape = await agent.ScrapeAsync();
        }

        return scrape;
    }

    private static string Chat(Uri url) =>
        Documents.Service("chat", url, "    - { name: chat, interval: 200ms, timeout: 200ms, inference: { prompt: hi, maxTokens: 2, stream: true } }").Replace("server: http", "server: openai", StringComparison.Ordinal)
        + Documents.Agreement(
            "chat-sla",
            "chat",
            Documents.Available(probe: "chat"),
            Documents.Fast("total", "123ms", "chat"),
            Documents.Fast("byte", "61ms", "chat", "first_byte"),
            Documents.Fast("ttft", "77ms", "chat", "time_to_first_token"),
            Documents.Fast("tpot", "13ms", "chat", "time_per_output_token"),
            Documents.Fast("icl", "43ms", "chat", "inter_chunk_latency"))
        + Documents.Agent("evaluation: { interval: 100ms }\nreceivers:\n  - { name: hook, webhook: { url: \"http://127.0.0.1:9/\" } }");
}
