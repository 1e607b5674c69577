using SlaAgent.Core.Contracts;

namespace SlaAgent.Configuration.Tests.Binding;

/// <summary>What single keys cannot say: what they mean together, and what is probably not meant.</summary>
public sealed class MeaningTests
{
    private const string Good = "{ name: a, availability: { probe: chat }, target: 99% }";

    [Theory]
    [InlineData("{ name: a, latency: { probe: whole, measure: time_to_first_token, percentile: 95, threshold: 1s } }", "spec.objectives[0].latency.measure: needs a probe that streams a prompt")]
    [InlineData("{ name: a, latency: { probe: ready, measure: inter_chunk_latency, percentile: 95, threshold: 1s } }", "spec.objectives[0].latency.measure: needs a probe that streams a prompt")]
    [InlineData("{ name: a, availability: { probe: caht }, target: 99% }", "spec.objectives[0].availability.probe: the service chat has no probe 'caht'; did you mean 'chat'?")]
    [InlineData("{ name: a, availability: { probe: chat }, target: 99%, timeslices: { length: 1m } }", "spec.objectives[0].timeslices.good: missing")]
    [InlineData("{ name: a, availability: { probe: chat }, target: 99%, timeslices: { length: 1d, good: 90% } }", "", "window: { rolling: 1d }")]
    [InlineData("{ name: a, availability: { probe: chat }, target: 99%, timeslices: { length: 7m, good: 90% } }", "spec.objectives[0].timeslices.length: slices begin at midnight UTC, and a day is no multiple of this length", "window: { rolling: 1d }")]
    [InlineData("{ name: a, availability: { probe: chat }, target: 99%, timeslices: { length: 2h, good: 90% } }", "spec.objectives[0].timeslices.length: longer than the window of 1h", "window: { rolling: 1h }")]
    [InlineData("{ name: a, accuracy: { probe: chat, metric: recall, atLeast: 0.9 } }", "spec.objectives[0].accuracy.probe: accuracy needs a probe with evaluation; chat has inference")]
    [InlineData("{ name: a, throughput: { probe: chat, atLeast: 1/s }, target: 99% }", "spec.objectives[0].throughput.probe: throughput needs a probe with load")]
    [InlineData(Good, "spec.service: there is no ModelService", "x: 1", "service: chat", "service: chatt")]
    [InlineData(Good, "spec.alerting.burnRates[0]: can never fire: the long window (1h) is not shorter than the agreement's window (1h)", "window: { rolling: 1h }\n  alerting: { burnRates: [ { severity: page, factor: 2, long: 1h, short: 5m } ] }")]
    [InlineData(Good, "spec.alerting.burnRates[0]: can never fire: at a target of 99% nothing burns faster than 100", "alerting: { burnRates: [ { severity: page, factor: 101, long: 1h, short: 5m } ] }")]
    [InlineData(Good, "spec.alerting.burnRates[0]: can never fire: the short window (2h) is longer than the long one (1h)", "alerting: { burnRates: [ { severity: page, factor: 2, long: 1h, short: 2h } ] }")]
    [InlineData(Good, "spec.alerting.escalation: an SLA of scope replica", "scope: replica\n  alerting: { escalation: [ { after: 1m, receivers: [x] } ] }")]
    [InlineData(Good, "spec.consequences: an SLA of scope replica", "scope: replica\n  consequences: { freeze: true }")]
    [InlineData(Good, "spec.consequences.credits: an internal SLA has no credits", "window: { calendar: month }\n  consequences: { credits: { objective: a, tiers: [ { below: 99%, credit: 10% } ] } }")]
    [InlineData(Good, "spec.consequences.credits: a rolling window has no period", "audience: external\n  consequences: { credits: { objective: a, tiers: [ { below: 99%, credit: 10% } ] } }")]
    public void An_objective_that_cannot_be_judged_is_refused(string objective, string error, string more = "description: x", string from = "", string to = "")
    {
        using var folder = new TestFolder();
        var yaml = Sample.WithObjective(objective, more);
        var errors = folder.Errors(from.Length == 0 ? yaml : yaml.Replace("  " + from, "  " + to, StringComparison.Ordinal));
        if (error.Length == 0)
        {
            Assert.Empty(errors);
        }
        else
        {
            Assert.Contains(errors, e => e.Contains(": " + error, StringComparison.Ordinal));
        }
    }

    [Theory]
    [InlineData("{ name: p, interval: 1s, inference: { prompt: Hi } }", "kserve-v2", "spec.probes[0].inference.prompt: the preset kserve-v2 takes no prompts")]
    [InlineData("{ name: p, interval: 1s, health: {} }", "http", "spec.probes[0].health.path: missing; the preset http has no health path")]
    [InlineData("{ name: p, interval: 1s, inference: { request: {} } }", "http", "spec.probes[0].inference.path: missing; the preset http has no inference path")]
    [InlineData("{ name: p, interval: 1s, inference: { request: {}, stream: true } }", "vllm", "spec.probes[0].inference.stream: needs prompt")]
    [InlineData("{ name: p, interval: 1s, inference: { requestFile: no.jsonl } }", "vllm", "spec.probes[0].inference.requestFile: there is no file")]
    [InlineData("{ name: p, interval: 1s, inference: { requestFile: bad.jsonl } }", "vllm", "line 3 is not JSON")]
    [InlineData("{ name: p, interval: 1s, timeout: 1001ms, health: {} }", "vllm", "spec.probes[0].timeout: longer than the interval of 1s")]
    public void A_probe_that_its_server_cannot_answer_is_refused(string probe, string server, string error)
    {
        using var folder = new TestFolder();
        folder.Write("bad.jsonl", "{}\n\n{canary\n");
        var errors = folder.Errors(Sample.WithProbe(probe, server));
        Assert.Contains(error, Assert.Single(errors), StringComparison.Ordinal);
        Assert.DoesNotContain("canary", errors[0], StringComparison.Ordinal);
    }

    [Fact]
    public void A_preset_that_needs_a_model_says_so()
    {
        using var folder = new TestFolder();
        Assert.Contains(folder.Errors(Sample.Service.Replace("  model: llama\n", "", StringComparison.Ordinal)), e => e.Contains("spec.model: missing; the preset vllm", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("vllm", "http://127.0.0.1:8000/v1", "spec.url: leave out /v1 at the end: the paths of the preset vllm begin with it")]
    [InlineData("openai", "https://gateway.test/team/v1/", "spec.url: leave out /v1 at the end: the paths of the preset openai begin with it")]
    [InlineData("kserve-v2", "http://127.0.0.1:8080/v2", "spec.url: leave out /v2 at the end: the paths of the preset kserve-v2 begin with it")]
    [InlineData("openai", "http://127.0.0.1:8080/openai", null)]
    [InlineData("kserve-v2", "http://127.0.0.1:8080/v1", null)]
    public void A_base_address_must_not_end_in_what_the_presets_paths_begin_with(string server, string url, string? error)
    {
        using var folder = new TestFolder();
        var yaml = Sample.WithProbe("{ name: p, interval: 1s, health: {} }", server).Replace("http://127.0.0.1:8000", url, StringComparison.Ordinal);
        var errors = folder.Errors(yaml);
        if (error is null)
        {
            Assert.Empty(errors);
        }
        else
        {
            Assert.EndsWith(error, Assert.Single(errors), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Bodies_are_read_from_a_file_one_a_line_and_from_YAML_with_numbers_as_written()
    {
        using var folder = new TestFolder();
        folder.Write("r.jsonl", "{\"a\":1}\n\n{\"a\":2}\n");
        var yaml = Sample.WithProbe("{ name: p, interval: 1s, inference: { requestFile: r.jsonl } }") +
            "    - { name: q, interval: 1s, inference: { request: { a: 1, b: \"1\", c: 1.50, d: 0x10, e: ~, f: yes, g: true, h: .5, i: 007, j: 1e3 } } }\n";
        var probes = folder.Load(yaml).Configuration!.Services[0].Probes;
        Assert.Equal(["{\"a\":1}", "{\"a\":2}"], ((ProbeRequest.Inference)probes[0].Request).Bodies);
        Assert.Equal("""{"a":1,"b":"1","c":1.50,"d":16,"e":null,"f":"yes","g":true,"h":0.5,"i":7,"j":1e3}""", ((ProbeRequest.Inference)probes[1].Request).Bodies[0]);
    }

    [Theory]
    [InlineData("{}", false)]
    [InlineData("{ telemetry: {} }", false)]
    [InlineData("{ telemetry: { genAi: false } }", false)]
    [InlineData("{ telemetry: { genAi: true } }", true)]
    public void Metrics_for_generative_AI_are_recorded_where_asked_for(string spec, bool expected)
    {
        using var folder = new TestFolder();
        var loaded = folder.Load($"apiVersion: slaagent.io/v1\nkind: Agent\nspec: {spec}\n");
        Assert.Empty(loaded.Diagnostics);
        Assert.Equal(expected, loaded.Configuration!.Agent.GenAi);
    }

    [Fact]
    public void What_is_switched_off_is_not_listed_as_coming_later()
    {
        using var folder = new TestFolder();
        Assert.Empty(folder.Load("apiVersion: slaagent.io/v1\nkind: Agent\nspec: { keeper: false, telemetry: { genAi: false } }\n").NotInThisVersion);
        Assert.Equal(["spec.keeper"], folder.Load("apiVersion: slaagent.io/v1\nkind: Agent\nspec: { keeper: true, telemetry: { genAi: true } }\n").NotInThisVersion.Select(l => l.Path));
    }

    [Fact]
    public void OpenSLO_documents_are_listed_as_coming_later()
    {
        using var folder = new TestFolder();
        var result = folder.Load("apiVersion: openslo/v1\nkind: SLO\nmetadata: { name: x }\nspec: {}\n");
        Assert.Empty(result.Diagnostics);
        Assert.Equal("the OpenSLO document SLO", Assert.Single(result.NotInThisVersion).Detail);
    }

    [Theory]
    [InlineData("{ name: a, availability: { probe: ready }, target: 99% }", "availability on health probes only")]
    [InlineData("{ name: a, availability: { probe: chat }, target: 99%, minimumSamples: 1000 }", "1000 are never reached: the window of 5m holds at most 60 events", "window: { rolling: 5m }")]
    [InlineData("{ name: a, availability: { probe: chat }, target: 99%, timeslices: { length: 1m, good: 90% } }", "100 are never reached: the window of 1h holds at most 60 slices", "window: { rolling: 1h }")]
    public void What_is_probably_not_meant_is_warned_about(string objective, string warning, string more = "description: x")
    {
        using var folder = new TestFolder();
        var yaml = Sample.WithObjective(objective, more);
        Assert.Contains(warning, Assert.Single(folder.Warnings(yaml)), StringComparison.Ordinal);
        Assert.NotNull(folder.Load(yaml).Configuration);
    }

    [Fact]
    public void An_external_promise_tighter_than_the_internal_one_is_warned_about_and_a_looser_one_is_not()
    {
        using var folder = new TestFolder();
        var inner = Sample.WithObjective(Good);
        string External(string target) => inner + inner[inner.IndexOf("---", StringComparison.Ordinal)..]
            .Replace("chat-internal", "chat-external", StringComparison.Ordinal)
            .Replace("  service: chat", "  service: chat\n  audience: external", StringComparison.Ordinal)
            .Replace("99%", target, StringComparison.Ordinal);
        Assert.Contains("chat-internal/a: 99.9% against 99%", Assert.Single(folder.Warnings(External("99.9%"))), StringComparison.Ordinal);
        Assert.Empty(folder.Warnings(External("98%")));
    }

    [Fact]
    public void Skipping_the_check_of_certificates_is_warned_about()
    {
        using var folder = new TestFolder();
        Assert.Contains("any certificate is accepted", Assert.Single(folder.Warnings(Sample.Service.Replace("model: llama", "model: llama\n  tls: { insecureSkipVerify: true }", StringComparison.Ordinal))), StringComparison.Ordinal);
    }

    [Fact]
    public void Timeslices_of_a_percentile_take_the_percentile_as_what_makes_a_slice_good()
    {
        using var folder = new TestFolder();
        var objective = folder.Load(Sample.WithObjective("{ name: a, latency: { probe: chat, percentile: 99.9, threshold: 1s, failures: exclude }, timeslices: { length: 5m }, target: 99% }")).Configuration!.Agreements[0].Objectives[0];
        Assert.Equal((new Timeslices(TimeSpan.FromMinutes(5), 0.999m), 0.99m, 100), (objective.Timeslices, objective.Target, objective.MinimumSamples));
        Assert.True(Assert.IsType<Indicator.Latency>(objective.Indicator).ExcludeFailures);
    }

    [Theory]
    [InlineData("9.5e1", 0.95)]
    [InlineData("+95", 0.95)]
    [InlineData("99.99999999999999999999999999999999999999", null)]
    public void A_percentile_in_an_unusual_form_is_read_or_refused_but_never_left_out(string percentile, double? expected)
    {
        using var folder = new TestFolder();
        var configuration = folder.Load(Sample.WithObjective($"{{ name: a, latency: {{ probe: chat, percentile: {percentile}, threshold: 1s }} }}")).Configuration;
        Assert.Equal((decimal?)expected, configuration?.Agreements[0].Objectives[0].Target);
    }

    [Fact]
    public void Anchors_and_merge_keys_share_values_and_what_is_written_beside_them_wins()
    {
        using var folder = new TestFolder();
        var yaml = """
            x-probe: &probe { interval: 2s, timeout: 1s, health: {} }
            apiVersion: slaagent.io/v1
            kind: ModelService
            metadata: { name: chat }
            spec:
              server: vllm
              url: http://127.0.0.1:8000
              model: m
              probes:
                - { <<: *probe, name: a }
                - { <<: *probe, name: b, timeout: 2s }
            """;
        var result = folder.Load(yaml);
        Assert.Empty(result.Diagnostics);
        Assert.Equal([(TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(1)), (TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(2))], result.Configuration!.Services[0].Probes.Select(p => (p.Interval, p.Timeout)));
    }
}
