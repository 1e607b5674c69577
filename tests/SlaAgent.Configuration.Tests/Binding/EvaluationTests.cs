using SlaAgent.Core.Contracts;

namespace SlaAgent.Configuration.Tests.Binding;

public sealed class EvaluationTests : IDisposable
{
    private const string Asks = "request: { inputs: [ { name: x, data: \"{{features}}\" } ] }, prediction: \"$.outputs[0].data[0]\", label: kind";
    private const string Csv = "csv: { columns: { features: 1-2, kind: 3 } }, dataset: golden.csv";

    private readonly TestFolder _folder = new();

    public EvaluationTests()
    {
        _folder.Write("golden.csv", string.Concat(Enumerable.Range(0, 200).Select(i => $"{i},{i * 2.5},{(i % 4 == 0 ? "spam" : "ham")}\n")));
        _folder.Write("many.csv", "kind,x\n" + string.Concat(Enumerable.Range(0, 60).Select(i => $"c{i % 3},1\n")));
        _folder.Write("numbers.jsonl", string.Concat(Enumerable.Range(0, 40).Select(i => $"{{\"q\":\"{i} + 1\",\"a\":{i + 1}}}\n")));
    }

    public void Dispose() => _folder.Dispose();

    private static string Service(string evaluation, string schedule = "schedule: \"0 3 * * *\"", string server = "kserve-v2", string more = "") => $$"""
        apiVersion: slaagent.io/v1
        kind: ModelService
        metadata: { name: chat }
        spec:
          server: {{server}}
          url: {{(server.StartsWith("grpc", StringComparison.Ordinal) ? "grpc://127.0.0.1:1" : "http://127.0.0.1:8000")}}
          model: llama
          {{more}}
          probes:
            - { name: ready, interval: 5s, health: {} }
            - { name: golden, {{schedule}}, evaluation: { {{evaluation}} } }

        """;

    private static string Promise(string accuracy, string more = "") => $$"""
        ---
        apiVersion: slaagent.io/v1
        kind: ServiceLevelAgreement
        metadata: { name: chat-internal }
        spec:
          service: chat
          objectives:
            - { name: accuracy, accuracy: { {{accuracy}} }{{more}} }

        """;

    [Fact]
    public void An_evaluation_becomes_a_contract_with_all_defaults()
    {
        var result = _folder.Load(Service($"{Csv}, {Asks}, task: classification"));

        Assert.Empty(result.Diagnostics);
        Assert.Empty(result.NotInThisVersion);
        Assert.Equal(
            new EvaluationProbe
            {
                Name = "golden",
                Schedule = new RunSchedule.Cron("0 3 * * *", "UTC", TimeSpan.FromDays(1)),
                Timeout = TimeSpan.FromSeconds(10),
                DataSet = new(Path.Combine(_folder.Path, "golden.csv"), 0, [new("features", 1, 2), new("kind", 3, 3)]),
                Request = new() { Bodies = ["""{"inputs":[{"name":"x","data":"{{features}}"}]}"""] },
                Prediction = "$.outputs[0].data[0]",
                Label = "kind",
                Task = EvaluationTask.Classification,
            },
            Assert.Single(result.Configuration!.Services[0].Evaluations));
        Assert.Contains(Path.Combine(_folder.Path, "golden.csv"), result.Files);
    }

    [Fact]
    public void And_with_everything_said()
    {
        var result = _folder.Load(Service(
            "dataset: numbers.jsonl, prompt: \"What is {{q}}?\", maxTokens: 4, path: /v1/completions, label: a, id: q, task: generation, tolerance: 0.5, pattern: \"^[0-9]+$\", concurrency: 8, maxRate: 10/s, maxErrors: 1%, "
                + "sample: 20, seed: 7, normalise: [trim, lower, { json: \"$.answer\" }, { regex: \"is (?<n>[0-9]+)\" }, { regex: \"a(b)\", group: 0 }, first_number, argmax], expect: { maxBody: 2MiB }",
            "interval: 1h, timeout: 30s", "vllm"));

        Assert.Empty(result.Diagnostics);
        var probe = result.Configuration!.Services[0].Evaluations[0];
        Assert.Equal(("What is {{q}}?", 4, "/v1/completions", 2 * 1024 * 1024), (probe.Request.Prompt, probe.Request.MaxTokens, probe.Request.Path, probe.Request.Expect.MaxBodyBytes));
        Assert.Equal((8, Rate.OfSeconds(10), 0.01m, 20, 7), (probe.Concurrency, probe.MaxRate, probe.MaxErrors, probe.Sample, probe.Seed));
        Assert.Equal((TimeSpan.FromSeconds(30), "q", 0.5, "^[0-9]+$"), (probe.Timeout, probe.Id, probe.Tolerance, probe.Pattern));
        Assert.Equal(
            [
                new AnswerNormalisation.Trim(), new AnswerNormalisation.LowerCase(), new AnswerNormalisation.JsonField("$.answer"),
                new AnswerNormalisation.RegexGroup("is (?<n>[0-9]+)", "n"), new AnswerNormalisation.RegexGroup("a(b)", "0"), new AnswerNormalisation.FirstNumber(), new AnswerNormalisation.ArgMax(),
            ],
            probe.Normalise);
        Assert.Equal((40L, 20L, "chat", "golden"), (result.DataSets[0].Examples, result.DataSets[0].Asked, result.DataSets[0].Service, result.DataSets[0].Probe));
    }

    [Fact]
    public void What_is_in_the_data_set_is_told_with_its_hash()
    {
        var data = Assert.Single(_folder.Load(Service($"{Csv}, {Asks}, task: binary, positive: spam, sample: 100")).DataSets);
        Assert.Equal((200L, 100L, 50L, 25L), (data.Examples, data.Asked, data.Positive, data.PositiveAsked));
        Assert.Equal([("ham", 150L), ("spam", 50L)], data.Classes.Select(c => (c.Label, c.Examples)));
        Assert.Equal(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(Path.Combine(_folder.Path, "golden.csv")))), data.Hash);
    }

    [Theory]
    [InlineData("prediction: \"$.outputs[0].data[0]\", ", "", "evaluation.prediction: missing; write where the answer holds the prediction")]
    [InlineData("{{features}}", "{{feature}}", "evaluation.request.inputs[0].data: the data set has no column 'feature'; did you mean 'features'?")]
    [InlineData("{{features}}", "{{features", "evaluation.request.inputs[0].data: has {{ without }} behind it")]
    [InlineData("name: x", "\"{{kind}}\": x", "columns stand for values, not for the names of members")]
    [InlineData("label: kind", "label: features", "evaluation.label: 'features' is a run of columns; write one of them")]
    [InlineData("label: kind", "label: kinds", "evaluation.label: the data set has no column 'kinds'; did you mean 'kind'?")]
    [InlineData("label: kind", "label: kind, id: case", "evaluation.id: the data set has no column 'case'; one of: features, kind")]
    [InlineData("1-2", "2-1", "evaluation.csv.columns.features: not a column or a range of them")]
    [InlineData("1-2", "0-2", "evaluation.csv.columns.features: not a column or a range of them")]
    [InlineData("1-2", "1-7", "golden.csv:1:1: error: 'features' is column 1-7, but the lines have 3")]
    [InlineData("kind: 3 }", "kind: 3 }, types: { knd: text }", "evaluation.csv.types.knd: the data set has no such column; did you mean 'kind'?")]
    [InlineData("kind: 3 }", "kind: 3 }, types: { kind: number }", "golden.csv:1:1: error: 'kind' (column 3) is not a number: 'spam'")]
    [InlineData("kind: 3 }", "kind: 3 }, skip: 500", "there are fewer lines than csv.skip passes over")]
    [InlineData("task: binary", "task: regression", "golden.csv:1:1: error: the label is not a finite number: 'spam'; the task regression needs one")]
    [InlineData("task: binary", "task: regression, score: \"$.a\"", "evaluation.score: no score of the task regression is made of it; leave it out")]
    [InlineData("task: binary", "task: generation, positive: spam", "evaluation.positive: the task generation has no classes; leave it out")]
    [InlineData("task: binary", "task: binary, tolerance: 1", "evaluation.tolerance: no score of the task binary is made of it; leave it out")]
    [InlineData(", positive: spam", "", "evaluation.positive: missing; write which of both labels counts as positive")]
    [InlineData("positive: spam", "positive: span", "evaluation.positive: no example has this label; did you mean 'spam'?")]
    [InlineData("task: binary", "task: binary, prompt: \"{{features}}\"", "evaluation.prompt: cannot stand beside request")]
    [InlineData("task: binary", "task: binary, maxTokens: 3", "evaluation.maxTokens: needs prompt beside it")]
    [InlineData("task: binary", "task: binary, score: outputs", "evaluation.score: 'outputs': not a JSON path")]
    [InlineData("task: binary", "task: binary, normalise: [upper]", "evaluation.normalise[0]: 'upper' is none of the values there are")]
    [InlineData("task: binary", "task: binary, normalise: [{ regex: \"(a)\", group: 2 }]", "evaluation.normalise[0].group: the pattern has no group '2'; one of: 0, 1, 0 being the whole match")]
    [InlineData("task: binary", "task: binary, normalise: [{ regex: \"(?=a)\" }]", "evaluation.normalise[0].regex: the non-backtracking engine cannot run it")]
    [InlineData("task: binary", "task: binary, normalise: [{ json: \"$.a\", regex: \"a\" }]", "evaluation.normalise[0].regex: cannot stand beside json")]
    [InlineData("task: binary", "task: binary, concurrency: 0", "evaluation.concurrency: '0' is not a whole number from 1 to 1000")]
    public void What_cannot_be_is_refused(string written, string instead, string error)
    {
        var yaml = Service($"{Csv}, {Asks}, task: binary, positive: spam").Replace(written, instead, StringComparison.Ordinal);
        var result = _folder.Load(yaml);
        Assert.Null(result.Configuration);
        Assert.Contains(result.Diagnostics, d => d.ToString().Contains(error, StringComparison.Ordinal));
    }

    [Fact]
    public void Each_wrong_line_is_told_with_its_file_and_after_twenty_the_rest_is_not_read()
    {
        var path = _folder.Write("golden.csv", string.Concat(Enumerable.Range(1, 100).Select(i => i % 2 == 0 ? "1,2\n" : "1,2,spam\n")));
        var errors = _folder.Load(Service($"{Csv}, {Asks}, task: classification")).Diagnostics;
        Assert.Equal(21, errors.Count);
        Assert.All(errors, e => Assert.Equal(path, e.File));
        Assert.Contains("more than 19 lines are wrong; the rest was not read", errors[0].Message, StringComparison.Ordinal);
        Assert.Equal(Enumerable.Range(1, 20).Select(i => 2 * i), errors.Skip(1).Select(e => e.Line));
        Assert.Contains("has 2 fields where the first line has 3", errors[1].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_third_label_is_no_binary_task()
    {
        var errors = _folder.Load(Service("dataset: many.csv, request: { x: \"{{x}}\" }, prediction: $.y, label: kind, task: binary, positive: c1")).Diagnostics;
        Assert.Contains("many.csv:4:1: error: 'c2' is a third label, after 'c0' and 'c1'; the task binary has two, classification has many", Assert.Single(errors).ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("request: { x: \"{{x}}\" }", "request: { x: 1 }", "evaluation.request: names no column, so that every example asks the same")]
    [InlineData("task: classification", "task: classification, maxRate: 2/h", "evaluation.maxRate: at 2/h a run of 60 examples takes 1d6h, and the next is due before")]
    public void What_is_allowed_and_hardly_meant_is_warned_of(string written, string instead, string warning)
    {
        var yaml = Service("dataset: many.csv, request: { x: \"{{x}}\" }, prediction: $.y, label: kind, task: classification").Replace(written, instead, StringComparison.Ordinal);
        Assert.Contains(warning, Assert.Single(_folder.Warnings(yaml)), StringComparison.Ordinal);
    }

    [Fact]
    public void One_label_alone_is_warned_of()
    {
        _folder.Write("many.csv", "kind,x\na,1\na,2\n");
        Assert.Contains("every example has the label 'a'", Assert.Single(_folder.Warnings(Service("dataset: many.csv, request: { x: \"{{x}}\" }, prediction: $.y, label: kind, task: classification"))), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("kserve-v2", "prompt: \"{{x}}\"", "evaluation.prompt: the preset kserve-v2 takes no prompts")]
    [InlineData("http", "request: { x: \"{{x}}\" }, prediction: $.y", "evaluation.path: missing; the preset http has no inference path of its own")]
    [InlineData("kserve-v2", "request: { x: \"{{x}}\" }, prediction: $.y, tensorContents: raw", "evaluation.tensorContents: has a meaning over gRPC only")]
    [InlineData("vllm", "prompt: \"{{x}}\", csv: { skip: 1 }", "evaluation.csv: is for CSV files, and this is JSONL")]
    public void The_preset_must_be_able_to_ask_so(string server, string asks, string error)
    {
        _folder.Write("x.jsonl", "{\"x\":1,\"kind\":\"a\"}\n{\"x\":1,\"kind\":\"b\"}\n");
        Assert.Contains(_folder.Errors(Service($"dataset: x.jsonl, {asks}, label: kind, task: classification", server: server)), e => e.Contains(error, StringComparison.Ordinal));
    }

    [Fact]
    public void Over_gRPC_the_first_example_is_tried()
    {
        var yaml = Service("dataset: numbers.jsonl, request: { inputs: [ { datatype: FP16, data: \"{{a}}\" } ] }, prediction: $.y, label: a, task: regression").Replace("http://127", "grpc://127", StringComparison.Ordinal);
        Assert.Contains("evaluation.request: with the first example: FP16 has no typed contents", Assert.Single(_folder.Errors(yaml)), StringComparison.Ordinal);
    }

    [Fact]
    public void Feedback_has_a_task_and_defaults()
    {
        var service = _folder.Load(Sample.Service + "  feedback: { task: binary, positive: 1 }\n").Configuration!.Services[0];
        Assert.Equal(new FeedbackSettings { Task = EvaluationTask.Binary, Positive = "1", Window = TimeSpan.FromDays(7), Interval = TimeSpan.FromHours(1), Keep = 100_000 }, service.Feedback);
        Assert.Contains("spec.feedback.interval: longer than the window", Assert.Single(_folder.Errors(Sample.Service + "  feedback: { task: regression, window: 10m }\n")), StringComparison.Ordinal);
        Assert.Contains("spec.feedback.positive: missing", Assert.Single(_folder.Errors(Sample.Service + "  feedback: { task: binary }\n")), StringComparison.Ordinal);
    }

    [Fact]
    public void An_accuracy_is_promised_of_an_evaluation_or_of_feedback()
    {
        const string Evaluation = $"{Csv}, {Asks}, task: binary, positive: spam";
        var objective = _folder.Load(Service(Evaluation) + Promise("probe: golden, metric: recall, atLeast: 0.8", ", minimumSamples: 100")).Configuration!.Agreements[0].Objectives[0];
        Assert.Equal(new Objective { Name = "accuracy", Indicator = new Indicator.Accuracy { Probe = "golden", Metric = "recall", Goal = 0.8m }, Target = 0, MinimumSamples = 100 }, objective);

        objective = _folder.Load(Service(Evaluation, more: "feedback: { task: regression }")
            + Promise("source: feedback, metric: rmse, atMost: 2.5, confidence: 99%, decision: upper-bound, confirm: 1, drift: off, minimumLabelled: 50%")).Configuration!.Agreements[0].Objectives[0];
        Assert.Equal(
            new Indicator.Accuracy { Probe = null, Metric = "rmse", Goal = 2.5m, IsAtMost = true, Confidence = 0.99m, Decision = AccuracyDecision.UpperBound, Confirm = 1, Drift = null, MinimumLabelled = 0.5m },
            objective.Indicator);
        Assert.Equal((0m, 1), (objective.Target, objective.MinimumSamples));
    }

    [Theory]
    [InlineData("probe: golden, metric: rmse, atMost: 1", "accuracy.metric: golden has the task binary, which has no rmse; it has accuracy, balanced_accuracy,")]
    [InlineData("probe: golden, metric: roc_auc, atLeast: 0.9", "accuracy.metric: roc_auc is made of probabilities; write score: with the JSON path of one under evaluation of golden")]
    [InlineData("probe: golden, metric: recall, atMost: 0.9", "accuracy.atMost: of recall more is better; write atLeast")]
    [InlineData("source: feedback, metric: rmse, atLeast: 0.9", "accuracy.atLeast: rmse is an error, of which less is better; write atMost")]
    [InlineData("probe: golden, metric: recall, atLeast: 92", "accuracy.atLeast: recall is from 0 to 1; write a number in there")]
    [InlineData("source: feedback, metric: r2, atLeast: 1.5", "accuracy.atLeast: r2 is at most 1; write a number in there")]
    [InlineData("source: feedback, metric: log_loss, atMost: 0.5", "accuracy.metric: feedback has the task regression, which has no log_loss")]
    [InlineData("probe: ready, metric: recall, atLeast: 0.9", "accuracy.probe: accuracy needs a probe with evaluation; ready has health")]
    [InlineData("probe: golden, source: feedback, metric: recall, atLeast: 0.9", "accuracy.source: cannot stand beside probe")]
    [InlineData("metric: recall, atLeast: 0.9", "accuracy: one of probe and source is missing")]
    [InlineData("probe: golden, metric: recall, atLeast: 0.9, minimumLabelled: 5%", "accuracy.minimumLabelled: needs source beside it")]
    [InlineData("probe: golden, metric: recall, atLeast: 0.9, drift: {}", "accuracy.drift: one of psi and jensenShannon is missing")]
    [InlineData("probe: golden, metric: recall, atLeast: 0.9, drift: on", "accuracy.drift: 'on' is none of the values there are; there is only 'off'")]
    [InlineData("probe: golden, metric: recal, atLeast: 0.9", "accuracy.metric: 'recal' is none of the values there are; did you mean 'recall'?")]
    [InlineData("probe: golden, metric: recall, atLeast: 0.9 }, target: 99%, x: { ", "target: leave it out: atLeast or atMost is the target of an accuracy")]
    [InlineData("probe: golden, metric: recall, atLeast: 0.9 }, timeslices: { length: 1m }, x: { ", "timeslices: accuracy is judged by evaluations, not by slices; leave it out")]
    public void A_promise_that_cannot_be_kept_or_broken_is_refused(string accuracy, string error)
    {
        var yaml = Service($"{Csv}, {Asks}, task: binary, positive: spam", more: "feedback: { task: regression }") + Promise(accuracy);
        Assert.Contains(_folder.Errors(yaml), e => e.Contains(error, StringComparison.Ordinal));
    }

    [Fact]
    public void Scores_of_one_class_need_to_know_it_and_feedback_has_no_probabilities()
    {
        var yaml = Service($"{Csv}, {Asks}, task: classification", more: "feedback: { task: binary, positive: 1 }");
        Assert.Contains("recall is of one class; write positive: with its label under evaluation of golden, or choose recall_macro", Assert.Single(_folder.Errors(yaml + Promise("probe: golden, metric: recall, atLeast: 0.9"))), StringComparison.Ordinal);
        Assert.Contains("brier is made of probabilities, which feedback does not carry", Assert.Single(_folder.Errors(yaml + Promise("source: feedback, metric: brier, atMost: 0.1"))), StringComparison.Ordinal);
        Assert.Contains("the service chat has no feedback", Assert.Single(_folder.Errors(Sample.WithObjective("{ name: a, accuracy: { source: feedback, metric: r2, atLeast: 0.1 } }"))), StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_up_is_not_judged_by_evaluations() =>
        Assert.Contains(
            "availability needs a probe with health or inference; golden has evaluation",
            Assert.Single(_folder.Errors(Service($"{Csv}, {Asks}, task: classification") + Promise("").Replace("accuracy: {  }", "availability: { probe: golden }, target: 99%", StringComparison.Ordinal))),
            StringComparison.Ordinal);

    [Theory]
    [InlineData("metric: accuracy, atLeast: 0.99", "", "even a run without a mistake only shows that accuracy is above 0.9811, with 200 examples; the goal is never proven, and at least 381 examples could show it")]
    [InlineData("metric: recall, atLeast: 0.95, decision: lower-bound", "", "even a run without a mistake only shows that recall is above 0.9286, with 50 examples; the goal is never reached, and at least 73 examples could show it")]
    [InlineData("metric: accuracy, atLeast: 1", "", "the goal is never proven, and no number of examples shows it")]
    [InlineData("metric: accuracy, atLeast: 0.01", "", "even a run without anything right only shows that accuracy is below 0.0189, with 200 examples; it can never be breached")]
    [InlineData("metric: f1, atLeast: 0.8", "sample: 100", "a run has only 25 examples of the positive class, and fewer than 30 say little")]
    [InlineData("metric: f1, atLeast: 0.8 }, minimumSamples: 201, x-no: { ", "", "201 are never reached: a run of golden has 200 examples, so the status stays unknown")]
    public void A_run_too_small_for_its_goal_is_warned_of(string accuracy, string more, string warning)
    {
        var yaml = Service($"{Csv}, {Asks}, task: binary, positive: spam{(more.Length == 0 ? "" : ", " + more)}") + Promise("probe: golden, " + accuracy).Replace(", x-no: {  }", "", StringComparison.Ordinal);
        Assert.Contains(warning, Assert.Single(_folder.Warnings(yaml)), StringComparison.Ordinal);
    }

    [Fact]
    public void An_external_goal_above_the_internal_one_is_warned_of()
    {
        var yaml = Service($"{Csv}, {Asks}, task: binary, positive: spam") + Promise("probe: golden, metric: f1, atLeast: 0.8")
            + Promise("probe: golden, metric: f1, atLeast: 0.9").Replace("chat-internal }", "gold }", StringComparison.Ordinal).Replace("service: chat", "service: chat\n  audience: external", StringComparison.Ordinal);
        Assert.Contains("the external promise is tighter than the internal one, chat-internal/accuracy: 0.9 against 0.8", Assert.Single(_folder.Warnings(yaml)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_large_data_set_is_told_by_its_length_and_time_when_it_is_looked_at_again_and_again()
    {
        var path = _folder.Write("large.csv", new string('x', 5 * 1024 * 1024));
        var hash = ConfigurationFiles.ContentHash([], [path]);
        var time = File.GetLastWriteTimeUtc(path);
        File.WriteAllText(path, new string('y', 5 * 1024 * 1024));
        File.SetLastWriteTimeUtc(path, time);
        Assert.Equal(hash, ConfigurationFiles.ContentHash([], [path]));
        File.SetLastWriteTimeUtc(path, time.AddSeconds(1));
        Assert.NotEqual(hash, ConfigurationFiles.ContentHash([], [path]));
    }
}
