using SlaAgent.Core.Contracts;

namespace SlaAgent.Configuration.Tests;

public sealed class ExampleTests
{
    [Fact]
    public void The_smallest_useful_file_becomes_a_service_and_an_agreement_with_all_defaults()
    {
        using var folder = new TestFolder();
        var result = ConfigurationLoader.Load([TestFolder.Shipped("Examples/smallest.yaml")], folder.Context);

        Assert.Empty(result.Diagnostics);
        Assert.Empty(result.NotInThisVersion);
        var service = Assert.Single(result.Configuration!.Services);
        Assert.Equal(("chat", "vllm", "llama-3-8b"), (service.Name, service.Server, service.Model));
        var probe = Assert.Single(service.Probes);
        Assert.Equal(TimeSpan.FromSeconds(5), probe.Timeout);
        var request = Assert.IsType<ProbeRequest.Inference>(probe.Request);
        Assert.Equal(("Reply with the word OK.", 8, true), (request.Prompt, request.MaxTokens, request.Stream));
        var agreement = Assert.Single(result.Configuration.Agreements);
        Assert.Equal((AgreementScope.Service, TimeSpan.FromDays(30), Audience.Internal), (agreement.Scope, agreement.Window, agreement.Audience));
        Assert.Equal(new Objective { Name = "availability", Indicator = new Indicator.Availability { Probe = "chat" }, Target = 0.999m, MinimumSamples = 1000 }, agreement.Objectives[0]);
        Assert.Equal(
            new Objective
            {
                Name = "ttft-p95",
                Indicator = new Indicator.Latency { Probe = "chat", Measure = LatencyMeasure.TimeToFirstToken, Percentile = 0.95m, Threshold = TimeSpan.FromMilliseconds(800) },
                Target = 0.95m,
                MinimumSamples = 20,
            },
            agreement.Objectives[1]);
        Assert.Null(agreement.Alerting.BurnRates);
    }

    [Fact]
    public void The_whole_contract_is_understood_and_what_comes_later_is_named_with_its_place()
    {
        using var folder = new TestFolder();
        var result = ConfigurationLoader.Load([TestFolder.Shipped("Examples/full")], folder.Context);

        Assert.DoesNotContain(result.Diagnostics, d => d.Severity == DiagnosticSeverity.Error);
        Assert.Equal(
            [
                "agent: spec.history",
            ],
            result.NotInThisVersion.Select(l => $"{Path.GetFileNameWithoutExtension(l.File)}: {l.Path}"));
        Assert.All(result.NotInThisVersion, l => Assert.True(l.Line > 1 && l.Column > 0));
        var service = Assert.Single(result.Configuration!.Services);
        Assert.Equal(["ready", "predict"], service.Probes.Select(p => p.Name));
        var predict = Assert.IsType<ProbeRequest.Inference>(service.Probes[1].Request);
        Assert.Equal("""{"inputs":[{"name":"text","shape":[1],"datatype":"BYTES","data":["great"]}]}""", Assert.Single(predict.Bodies));
        Assert.Equal(new JsonAssertion("$.outputs[0].data[1]", Near: 0.93, Tolerance: 0.05), predict.Expect.Json[1]);
        Assert.Equal("1", predict.Expect.Json[0].EqualTo);
        Assert.Equal(new Authentication.Bearer(TestFolder.Shipped("Examples/full/secrets/token")), service.Auth);
        Assert.Equal(Traffic(), service.Traffic);
        var golden = Assert.Single(service.Evaluations);
        Assert.Equal(("golden", "$.outputs[0].data[0]", "0", 2, 500), (golden.Name, golden.Prediction, golden.Positive, golden.Concurrency, golden.Sample));
        Assert.Equal((569L, 500L, 212L), (result.DataSets[0].Examples, result.DataSets[0].Asked, result.DataSets[0].Positive));
        Assert.Equal(["availability", "latency-p95", "latency-p99", "throughput", "accuracy"], Assert.Single(result.Configuration.Agreements).Objectives.Select(o => o.Name));
    }

    [Fact]
    public void Every_file_that_was_read_or_named_is_listed_and_its_content_makes_the_hash()
    {
        using var folder = new TestFolder();
        var token = folder.Write("secrets/token", "one");
        var yaml = Sample.Service.Replace("  model: llama", "  model: llama\n  auth: { bearerTokenFile: secrets/token }", StringComparison.Ordinal);
        var first = folder.Load(yaml);

        Assert.Equal([token, Path.Combine(folder.Path, "sla.yaml")], first.Files);
        Assert.Equal(first.ContentHash, folder.Load(yaml).ContentHash);
        File.WriteAllText(token, "two");
        Assert.NotEqual(first.ContentHash, ConfigurationFiles.ContentHash([Path.Combine(folder.Path, "sla.yaml")], first.Files));
    }

    [Fact]
    public void A_folder_is_read_sorted_with_its_yaml_files_and_without_the_folders_in_it()
    {
        using var folder = new TestFolder();
        folder.Write("b.yml", Sample.Service);
        folder.Write("a.yaml", "x-nothing: 1\napiVersion: slaagent.io/v1\nkind: Agent\n");
        folder.Write("..data/c.yaml", "broken: [");
        folder.Write("readme.txt", "broken: [");
        var result = ConfigurationLoader.Load([folder.Path], folder.Context);

        Assert.Empty(result.Diagnostics);
        Assert.Equal(["a.yaml", "b.yml"], result.Files.Select(Path.GetFileName));
    }

    [Fact]
    public void In_a_sidecar_an_agreement_speaks_for_its_replica_unless_it_says_otherwise()
    {
        using var folder = new TestFolder { Position = AgentPosition.Sidecar };
        const string Objective = "{ name: a, availability: { probe: chat }, target: 99% }";

        Assert.Equal(AgreementScope.Replica, folder.Load(Sample.WithObjective(Objective)).Configuration!.Agreements[0].Scope);
        Assert.Equal(AgreementScope.Service, folder.Load(Sample.WithObjective(Objective, "scope: service")).Configuration!.Agreements[0].Scope);
    }

    private static TrafficSettings Traffic() => new(new Uri("http://127.0.0.1:8002/metrics"), TimeSpan.FromSeconds(15), LabelSet.From([new("model_name", "sentiment")]))
    {
        Metrics = new()
        {
            Good = CountMapping.Of(MetricSource.Of("served_total").Beginning("code", "2")),
            Bad = new(
            [
                new(
                [
                    new(["served_total"], [new("code", ["429"], ["5"]), new("route", ["/health", "/metrics"], Negated: true)]),
                    MetricSource.Of("engine_errors_total"),
                ]),
            ]),
            Duration = new(MetricSource.Of("serve_milliseconds", "served_milliseconds"), 1000, [0.05, 0.1, 0.2505]),
            Waiting = new(MetricSource.Of("queue_length")),
            Asleep = new(MetricSource.Of("engine_asleep")),
            Awake = new(MetricSource.Of("engine_awake")),
        },
        Awake = new(MetricSource.Of("kube_deployment_spec_replicas").With("deployment", "sentiment"), new Uri("http://127.0.0.1:8090/metrics"), ProbesAsleep.Health),
    };
}
