using System.Text.Json;
using SlaAgent.Commands;
using SlaAgent.Tests.Hosting;
using SlaAgent.Tests.Notifications;

namespace SlaAgent.Tests.Commands;

[Collection("agent in this process")]
public sealed class CommandTests : IDisposable
{
    private readonly AgentFolder _folder = new();
    private readonly StringWriter _output = new();
    private readonly StringWriter _error = new();

    [Theory]
    [InlineData("check", "--nonsense")]
    [InlineData("nonsense")]
    [InlineData("probe", "--count", "0")]
    [InlineData("probe", "--count", "many")]
    [InlineData("status", "--output", "xml")]
    [InlineData("notify")]
    [InlineData("status", "--url", "ftp://127.0.0.1")]
    [InlineData("healthcheck", "--url", "nowhere")]
    [InlineData("check", "/nowhere/sla.yaml")]
    [InlineData("run", "--config", "/nowhere/sla.yaml")]
    [InlineData("demo", "--serve", "--dialect", "nothing")]
    [InlineData("demo", "--dialect", "vllm")]
    [InlineData("demo", "--serve", "--listen", "nowhere")]
    [InlineData("demo", "--serve", "--listen", "https://127.0.0.1:0")]
    public async Task Wrong_use_is_2_and_said_on_standard_error(params string[] arguments)
    {
        Assert.Equal(2, await RunAsync(arguments));
        Assert.NotEqual("", _error.ToString());
        Assert.Equal("", _output.ToString());
    }

    [Theory]
    [InlineData("There are the commands run, check,", "chek")]
    [InlineData("Try 'slaagent status --help'.", "status", "--output", "xml")]
    [InlineData("'xml' not recognized. Must be one of: 'table' 'json'", "status", "--output", "xml")]
    [InlineData("There is no option '--otput' here", "check", "--otput", "json")]
    [InlineData("There is no option '-x' here", "probe", "-x")]
    [InlineData("A PATH is empty.", "check", "")]
    [InlineData("The value of --config is empty.", "run", "--config", "")]
    [InlineData("The value of --state is empty.", "run", "--state", "")]
    [InlineData("there is no such file", "notify", "--test", "--config", "/nowhere/sla.yaml")]
    [InlineData("go together", "healthcheck", "--cert-file", "x")]
    [InlineData("There is no dialect 'vlm'; did you mean 'vllm'?", "demo", "--serve", "--dialect", "vlm")]
    [InlineData("There is no dialect 'nothing'; one of: demo, vllm,", "demo", "--serve", "--dialect", "nothing")]
    public async Task Wrong_use_is_said_in_words_that_help(string expected, params string[] arguments)
    {
        Assert.Equal(2, await RunAsync(arguments));
        Assert.Contains(expected, _error.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", _error.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("check")]
    [InlineData("probe")]
    [InlineData("notify", "--test", "--config")]
    [InlineData("run", "--config")]
    public async Task A_folder_without_a_configuration_is_said_to_be_one(params string[] arguments)
    {
        Assert.Equal(2, await RunAsync([.. arguments, _folder.Root]));
        Assert.Contains("there is no *.yaml or *.yml file in this folder", _error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_configuration_without_probes_or_receivers_is_said_to_be_one()
    {
        _folder.Write(Documents.Agent());

        Assert.Equal(2, await RunAsync("probe", _folder.Config));
        Assert.Contains("no probe; write a document with kind: ModelService", _error.ToString(), StringComparison.Ordinal);
        Assert.Equal(2, await RunAsync("notify", "--test", "--config", _folder.Config, "--receiver", "one"));
        Assert.Contains("no receivers", _error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_answers_but_is_no_agent_is_said_to_be_none()
    {
        await using var other = await FakeModelServer.StartAsync();

        Assert.Equal(3, await RunAsync("status", "--url", other.Url.ToString()));
        Assert.Contains("no agent", _error.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("status")]
    [InlineData("healthcheck")]
    public async Task An_agent_that_does_not_answer_is_3(string command)
    {
        Assert.Equal(3, await RunAsync(command, "--url", "http://127.0.0.1:9"));
        Assert.Contains("no agent answered at http://127.0.0.1:9", _error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Check_sums_up_a_good_configuration_in_aligned_tables_and_prints_every_error_of_a_bad_one()
    {
        _folder.Write(Documents.Many(services: 12, probes: 1, objectives: 1));
        Assert.Equal(0, await RunAsync("check", _folder.Config));
        Assert.StartsWith("ok: 12 service(s), 12 probe(s), 12 agreement(s)", _output.ToString(), StringComparison.Ordinal);
        var lines = _output.ToString().Split('\n');
        var column = lines.Single(l => l.StartsWith("SERVICE ", StringComparison.Ordinal)).IndexOf("SERVER", StringComparison.Ordinal);
        Assert.All(lines.Where(l => l.StartsWith('s')), l => Assert.Equal("http", l[column..].Split(' ')[0]));

        _folder.Write(Documents.Service("one", Documents.Nobody).Replace("spec:", "spek:", StringComparison.Ordinal) + Documents.Agreement("a", "none", "{ nme: x }"));
        Assert.Equal(2, await RunAsync("check", _folder.Config));
        Assert.Contains("sla.yaml:4:", _error.ToString(), StringComparison.Ordinal);
        Assert.Contains("nothing would run", _error.ToString(), StringComparison.Ordinal);
        Assert.True(_error.ToString().Split("sla.yaml:").Length > 3, _error.ToString());
    }

    [Fact]
    public async Task Check_shows_where_traffic_is_read_and_what_is_mapped_but_no_query()
    {
        const string Traffic = "traffic: { metrics: { bad: { metric: failures_total } }, awake: { metric: replicas, labels: { deployment: [a, b] }, url: \"http://127.0.0.1:1/federate?token=x\" } }";
        _folder.Write(Documents.Service("one", Documents.Nobody).Replace("server: http", "server: tgi\n  " + Traffic, StringComparison.Ordinal) + Documents.Agent());
        Assert.Equal(0, await RunAsync("check", _folder.Config));
        var lines = _output.ToString().Split('\n').Select(line => string.Join(' ', line.Split(' ', StringSplitOptions.RemoveEmptyEntries))).ToList();
        Assert.Contains($"one tgi traffic metrics 15s {Documents.Nobody}metrics", lines);
        Assert.Contains($"one good requests tgi_request_success {Documents.Nobody}metrics", lines);
        Assert.Contains($"one failed requests failures_total {Documents.Nobody}metrics", lines);
        Assert.Contains("one awake replicas{deployment=~\"a|b\"} http://127.0.0.1:1/federate", lines);
    }

    [Fact]
    public async Task Check_tells_what_is_in_the_data_set_of_an_evaluation()
    {
        _folder.Write("golden.csv", "x,kind\n1,a\n2,b\n3,a\n");
        _folder.Write(Documents.Service("one", Documents.Nobody, """
                - name: golden
                  schedule: "0 3 * * *"
                  evaluation: { dataset: golden.csv, path: /predict, request: { x: "{{x}}" }, prediction: $.y, label: kind, task: classification, sample: 2 }
            """));
        Assert.Equal(0, await RunAsync("check", _folder.Config));
        var rows = _output.ToString().Split('\n').Where(l => l.StartsWith("one ", StringComparison.Ordinal)).Select(l => l.Split(' ', StringSplitOptions.RemoveEmptyEntries)).ToList();
        Assert.Equal(["one", "http", "golden", "evaluation", "0", "3", "*", "*", "*", "UTC", "10s", "http://127.0.0.1:9/"], rows[0]);
        var hash = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData("x,kind\n1,a\n2,b\n3,a\n"u8))[..12];
        Assert.Equal(["one", "golden", "classification", "3", "2", "a", "2,", "b", "1", "golden.csv", hash], rows[1]);

        _folder.Write("golden.csv", "x,kind\n1,a\n2\n3,\n");
        Assert.Equal(2, await RunAsync("check", _folder.Config));
        Assert.Contains("golden.csv:3:1: error: has 1 field where the first line has 2", _error.ToString(), StringComparison.Ordinal);
        Assert.Contains("golden.csv:4:1: error: has no label: 'kind' is empty", _error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Schema_prints_a_JSON_document()
    {
        Assert.Equal(0, await RunAsync("schema"));
        Assert.True(JsonDocument.Parse(_output.ToString()).RootElement.TryGetProperty("$schema", out _));
    }

    [Fact]
    public async Task Probe_names_the_probes_there_are_when_asked_for_another()
    {
        _folder.Write(Documents.Service("one", Documents.Nobody) + Documents.Agent());

        Assert.Equal(2, await RunAsync("probe", _folder.Config, "--service", "two"));
        Assert.Contains("one/ready", _error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Probe_is_0_for_a_success_and_1_for_a_failure_and_its_JSON_has_every_run()
    {
        await using var server = await FakeModelServer.StartAsync();
        _folder.Write(Documents.Service("one", server.Url) + Documents.Agent());

        Assert.Equal(0, await RunAsync("probe", _folder.Config, "--count", "3", "--output", "json"));
        var runs = JsonDocument.Parse(_output.ToString()).RootElement;
        Assert.Equal(["success", "success", "success"], runs.EnumerateArray().Select(r => r.GetProperty("outcome").GetString()));
        Assert.All(runs.EnumerateArray(), r => Assert.Equal(r.GetProperty("durationSeconds").GetDouble(), r.GetProperty("phaseSeconds").EnumerateObject().Sum(p => p.Value.GetDouble()), 1e-6));

        server.Fails = true;
        Assert.Equal(1, await RunAsync("probe", _folder.Config));
        Assert.StartsWith("SERVICE", _output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Probe_runs_load_where_it_is_named_and_shows_what_was_sustained()
    {
        await using var server = await FakeModelServer.StartAsync();
        _folder.Write(Documents.Service("one", server.Url, Documents.Health("ready") + "\n    - { name: capacity, interval: 1h, load: { rate: 50/s, duration: 200ms, arrivals: constant, inference: { method: GET, path: / } } }") + Documents.Agent());

        Assert.Equal(0, await RunAsync("probe", _folder.Config, "--probe", "capacity", "--output", "json"));
        var run = JsonDocument.Parse(_output.ToString()).RootElement;
        Assert.Equal((10, 10), (run.GetProperty("scheduled").GetInt32(), run.GetProperty("good").GetInt32()));
        Assert.Equal(50, run.GetProperty("offeredRate").GetDouble());

        server.Fails = true;
        Assert.Equal(1, await RunAsync("probe", _folder.Config, "--probe", "capacity"));
        Assert.Contains("0 good, 0 slow, 10 failed, 0 not sent", _output.ToString(), StringComparison.Ordinal);
        Assert.Equal(2, await RunAsync("probe", _folder.Config, "--probe", "capacity", "--count", "2"));
        Assert.Equal(1, await RunAsync("probe", _folder.Config));
        Assert.DoesNotContain("capacity", _output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Status_is_1_while_an_objective_is_breached_says_what_follows_from_it_and_its_JSON_parses()
    {
        var agreed = Documents.Agreement("one-sla", "one", Documents.Available())
            .Replace("window: { rolling: 1h }", "window: { rolling: 5m }\n  consequences: { freeze: true, postmortem: { within: 5d } }", StringComparison.Ordinal);
        await using var agent = await RunningAgent.StartAsync(Documents.Service("one", Documents.Nobody) + agreed + Documents.Agent());
        var url = agent.Server.Address.ToString();
        await Eventually.True(() => agent.Server.Runtime.State.Current!.Snapshot.Agreements[0].Status == SlaAgent.Core.Snapshots.ObjectiveStatusKind.Breached, "a breach");

        Assert.Equal(1, await RunAsync("status", "--url", url));
        var lines = _output.ToString().Split('\n');
        Assert.Contains(lines, line => line.Contains("breached", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.StartsWith("gate closed: one-sla since ", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.StartsWith("owed: postmortem for one-sla", StringComparison.Ordinal));
        Assert.Equal(1, await RunAsync("status", "--url", url, "--output", "json"));
        Assert.Equal("one-sla", JsonDocument.Parse(_output.ToString()).RootElement[0].GetProperty("name").GetString());
        Assert.Equal(0, await RunAsync("healthcheck", "--url", url));
    }

    [Fact]
    public async Task Notify_says_what_each_receiver_answered()
    {
        await using var good = await FakeReceiver.StartAsync();
        _folder.Write(Documents.Agent($"receivers:\n  - {{ name: good, webhook: {{ url: \"{good.Url}\" }} }}\n  - {{ name: bad, webhook: {{ url: \"http://127.0.0.1:9/\" }} }}"));

        Assert.Equal(1, await RunAsync("notify", "--test", "--config", _folder.Config, "--output", "json"));
        Assert.Equal(2, JsonDocument.Parse(_output.ToString()).RootElement.GetArrayLength());
        Assert.Equal(0, await RunAsync("notify", "--test", "--config", _folder.Config, "--receiver", "good"));
        Assert.Equal(2, await RunAsync("notify", "--test", "--config", _folder.Config, "--receiver", "none"));
        Assert.Contains("good, bad", _error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Notify_and_check_know_every_kind_of_receiver_and_show_no_secret()
    {
        await using var pager = await ServiceReceiver.PagerDutyAsync();
        await using var slack = await ServiceReceiver.SlackAsync();
        await using var events = await ServiceReceiver.CloudEventsAsync();
        var key = Path.Combine(_folder.Root, "key");
        var hook = Path.Combine(_folder.Root, "hook");
        await File.WriteAllTextAsync(key, ServiceReceiver.Key + "\n", TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(hook, new Uri(slack.Server.Url, "services/T0/B0/CANARY").AbsoluteUri, TestContext.Current.CancellationToken);
        _folder.Write(Documents.Agent(
            $"receivers:\n  - {{ name: pager, pagerDuty: {{ routingKeyFile: {key}, url: \"{pager.Server.Url}\" }} }}\n  - {{ name: room, slack: {{ webhookUrlFile: {hook} }} }}\n  - {{ name: bus, cloudEvents: {{ url: \"{events.Server.Url}?CANARY\" }} }}"));

        Assert.Equal(0, await RunAsync("notify", "--test", "--config", _folder.Config));
        Assert.Equal((2, 1, 1), (pager.Accepted.Count, slack.Accepted.Count, events.Accepted.Count));
        Assert.DoesNotContain("CANARY", _output.ToString() + _error, StringComparison.Ordinal);
        Assert.Equal(0, await RunAsync("check", _folder.Config));
        Assert.Contains("room      slack", _output.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("CANARY", _output.ToString() + _error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_table_is_aligned_and_lets_no_control_character_through()
    {
        var table = new TextTable("A", "LONG", "C");
        table.Add("wide cell", "x", "a\nb\u001b[31m");

        Assert.Equal("A          LONG  C\nwide cell  x     a b [31m\n", table.ToString());
    }

    public void Dispose()
    {
        _folder.Dispose();
        _output.Dispose();
        _error.Dispose();
    }

    private Task<int> RunAsync(params string[] arguments)
    {
        _output.GetStringBuilder().Clear();
        _error.GetStringBuilder().Clear();
        return AgentCommandLine.RunAsync(arguments, _output, _error);
    }
}
