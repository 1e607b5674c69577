using System.Text.Json.Nodes;
using SlaAgent.Commands;
using SlaAgent.DemoServer;
using SlaAgent.DemoServer.Dialects;
using SlaAgent.DemoServer.Faults;
using SlaAgent.Tests.Hosting;
using SlaAgent.TestSupport;

namespace SlaAgent.Tests.Commands.Evaluate;

[Collection("agent in this process")]
public sealed class EvaluateCommandTests : IDisposable
{
    private const string Tensor = """{ inputs: [ { name: x, shape: [1, 4], datatype: FP64, data: "{{x}}" } ] }""";
    private const string Rows = """{ inputs: [ { name: x, shape: [1, 30], datatype: FP64, data: "{{features}}" } ] }""";

    private readonly AgentFolder _folder = new();
    private readonly StringWriter _output = new();
    private readonly StringWriter _error = new();

    [Theory]
    [InlineData("kserve-v2", Dialect.KServeV2, Tensor, "$.outputs[0].data[0]", "1")]
    [InlineData("triton", Dialect.Triton, Tensor, "$.outputs[0].data[0]", "1")]
    [InlineData("mlserver", Dialect.MlServer, Tensor, "$.outputs[0].data[0]", null)]
    [InlineData("seldon", Dialect.Seldon, Tensor, "$.outputs[0].data[0]", null)]
    [InlineData("kserve-v1", Dialect.KServeV1, """{ instances: ["{{x}}"] }""", "$.predictions[0]", null)]
    [InlineData("tensorflow-serving", Dialect.TensorFlowServing, """{ instances: ["{{x}}"] }, normalise: [argmax]""", "$.predictions[0]", "1")]
    [InlineData("mlflow", Dialect.MlFlow, """{ inputs: ["{{x}}"] }""", "$.predictions[0]", null)]
    [InlineData("sagemaker", Dialect.SageMaker, """{ instances: [ { features: "{{x}}" } ] }""", "$.predictions[0].predicted_label", null)]
    [InlineData("vertex", Dialect.Vertex, """{ instances: ["{{x}}"] }, path: /predict""", "$.predictions[0]", null)]
    public async Task Servers_of_predictions_are_asked_in_their_own_form(string preset, Dialect dialect, string request, string prediction, string? version)
    {
        await using var server = await StartAsync(dialect);
        WriteIris();
        Write(server.Address, preset, "iris", $"dataset: iris.csv, csv: {{ columns: {{ x: 1-4, class: 5 }} }}, request: {request}, prediction: \"{prediction}\", label: class, task: classification, concurrency: 4");
        var report = await ReportAsync(0);

        Assert.Equal((150, 150, 0, 0), ((int)report["examples"]!, (int)report["scored"]!, (int)report["failed"]!, (int)report["unknown"]!));
        Assert.True((double)Score(report, "accuracy")["value"]! > 0.9, report.ToJsonString());
        Assert.Equal(150, report["confusion"]!["counts"]!.AsArray().Sum(row => row!.AsArray().Sum(cell => (int)cell!)));
        if (version is not null)
        {
            Assert.Equal(version, (string?)report["modelVersion"]);
        }
    }

    [Fact]
    public async Task Over_grpc_the_scores_are_those_over_rest()
    {
        await using var server = await StartAsync(Dialect.Demo);
        WriteHeldOut();
        Write(server.Address, "kserve-v2", DemoModelServer.JudgedClassifierName, Judged);
        var rest = await ReportAsync(0);
        Write(server.GrpcAddress, "kserve-v2", DemoModelServer.JudgedClassifierName, Judged);
        var grpc = await ReportAsync(0);

        Assert.Equal(rest["scores"]!.ToJsonString(), grpc["scores"]!.ToJsonString());
        Assert.Equal(rest["confusion"]!.ToJsonString(), grpc["confusion"]!.ToJsonString());
        Assert.Equal((string?)rest["modelVersion"], (string?)grpc["modelVersion"]);
        Assert.NotNull(Score(grpc, "roc_auc")["value"]);
    }

    [Theory]
    [InlineData("vllm", Dialect.Vllm)]
    [InlineData("openai", Dialect.Demo)]
    [InlineData("llama.cpp", Dialect.LlamaCpp)]
    [InlineData("sglang", Dialect.SgLang)]
    [InlineData("tgi", Dialect.Tgi)]
    [InlineData("ollama", Dialect.Ollama)]
    [InlineData("triton", Dialect.Triton)]
    public async Task Generative_servers_are_asked_with_prompts_and_their_texts_are_scored(string preset, Dialect dialect)
    {
        await using var server = await StartAsync(dialect);
        await File.WriteAllLinesAsync(
            InFolder("questions.jsonl"),
            Enumerable.Range(0, 8).Select(n => $$"""{"question":"What is {{n}} and \"{{n}}\"?","answer":"no server says this"}"""),
            TestContext.Current.CancellationToken);
        Write(server.Address, preset, DemoModelServer.TextModelName, """dataset: questions.jsonl, prompt: "Answer: {{question}}", maxTokens: 3, label: answer, task: generation, pattern: "\\w+", normalise: [trim, lower]""");
        var report = await ReportAsync(0);

        Assert.Equal((8, 0), ((int)report["scored"]!, (int)report["failed"]!));
        Assert.Equal(1, (double)Score(report, "regex_match")["value"]!);
        Assert.Equal(0, (double)Score(report, "exact_match")["value"]!);
    }

    [Fact]
    public async Task What_is_promised_is_held_against_the_scores_and_a_degraded_model_does_not_keep_it()
    {
        await using var server = await StartAsync(Dialect.Demo);
        WriteHeldOut();
        Write(server.Address, "kserve-v2", DemoModelServer.JudgedClassifierName, Judged, "{ name: found, accuracy: { probe: golden, metric: recall, atLeast: 0.85 } }");

        Assert.Equal(0, await RunAsync());
        Assert.Contains("recall ≥ 0.85", _output.ToString(), StringComparison.Ordinal);
        Assert.Contains("LABEL \\ PREDICTION", _output.ToString(), StringComparison.Ordinal);
        server.Faults.Current = new FaultSet { DegradedModel = true };
        var report = await ReportAsync(1);
        Assert.Equal("missed", (string?)report["objectives"]![0]!["finding"]);
        Assert.Equal("sla", (string?)report["objectives"]![0]!["sla"]);
    }

    [Fact]
    public async Task A_goal_that_is_met_but_not_proven_says_how_many_examples_would_prove_it()
    {
        await using var server = await StartAsync(Dialect.KServeV2);
        WriteIris();
        Write(server.Address, "kserve-v2", "iris", Iris, "{ name: right, accuracy: { probe: golden, metric: accuracy, atLeast: 0.95 } }");
        var goal = (await ReportAsync(0))["objectives"]![0]!;

        Assert.Equal("met", (string?)goal["finding"]);
        Assert.True((int)goal["examplesNeeded"]! > 150);
    }

    [Fact]
    public async Task A_void_run_is_1_and_a_server_that_is_not_there_is_3()
    {
        var server = await StartAsync(Dialect.KServeV2);
        WriteIris();
        Write(server.Address, "kserve-v2", "iris", Iris);
        server.Faults.Current = new FaultSet { ErrorShare = 1 };
        Assert.Equal(1, await RunAsync());
        Assert.Contains("says nothing: more than 5% of its 150 requests failed", _error.ToString(), StringComparison.Ordinal);

        await server.DisposeAsync();
        Assert.Equal(3, await RunAsync());
    }

    [Fact]
    public async Task What_is_not_there_to_be_evaluated_is_wrong_use()
    {
        await using var server = await StartAsync(Dialect.KServeV2);
        WriteIris();
        Write(server.Address, "kserve-v2", "iris", Iris);

        Assert.Equal(2, await RunAsync("--probe", "other"));
        Assert.Contains("no such evaluation. There are: s/golden", _error.ToString(), StringComparison.Ordinal);
        Assert.Equal("", _output.ToString());
    }

    public void Dispose() => _folder.Dispose();

    private static string Judged =>
        $"dataset: held-out.csv, csv: {{ skip: 1, columns: {{ features: 1-30, diagnosis: 31 }} }}, request: {Rows}, prediction: \"$.outputs[0].data[0]\", score: \"$.outputs[1].data[0]\", label: diagnosis, task: binary, positive: 0, concurrency: 2";

    private static string Iris =>
        $"dataset: iris.csv, csv: {{ columns: {{ x: 1-4, class: 5 }} }}, request: {Tensor}, prediction: \"$.outputs[0].data[0]\", label: class, task: classification";

    private static JsonNode Score(JsonNode report, string metric) => report["scores"]!.AsArray().Single(score => (string?)score!["metric"] == metric)!;

    private static Task<DemoModelServer> StartAsync(Dialect dialect) => DemoModelServer.StartAsync(
        new Uri("http://127.0.0.1:0"),
        options: new() { Dialect = dialect, FirstTokenDelay = TimeSpan.Zero, TokenInterval = TimeSpan.Zero },
        cancellationToken: TestContext.Current.CancellationToken);

    private string InFolder(string file) => Path.Combine(Path.GetDirectoryName(_folder.Config)!, file);

    private void WriteIris() =>
        File.WriteAllLines(InFolder("iris.csv"), File.ReadLines(Path.Combine(Repository.Root, "src/SlaAgent.DemoServer/Classification/iris.csv")).Skip(1));

    private void WriteHeldOut() => File.WriteAllText(InFolder("held-out.csv"), DemoModelServer.HeldOut());

    private void Write(Uri server, string preset, string model, string evaluation, string? objective = null) => File.WriteAllText(
        _folder.Config,
        $$"""
        apiVersion: slaagent.io/v1
        kind: ModelService
        metadata: { name: s }
        spec:
          server: {{preset}}
          url: {{server.GetLeftPart(UriPartial.Authority)}}
          model: {{model}}
          probes:
            - { name: golden, interval: 1h, evaluation: { {{evaluation}} } }
        """ + (objective is null ? "" : $$"""

        ---
        apiVersion: slaagent.io/v1
        kind: ServiceLevelAgreement
        metadata: { name: sla }
        spec:
          service: s
          objectives: [ {{objective}} ]
        """));

    private async Task<JsonNode> ReportAsync(int exitCode)
    {
        _output.GetStringBuilder().Clear();
        Assert.True(exitCode == await RunAsync("--output", "json"), _error.ToString() + _output);
        return JsonNode.Parse(_output.ToString())![0]!;
    }

    private Task<int> RunAsync(params string[] extra) => AgentCommandLine.RunAsync(["evaluate", _folder.Config, .. extra], _output, _error);
}
