using SlaAgent.Core.Contracts;

namespace SlaAgent.Configuration.Tests.Binding;

public sealed class ResultSinkTests
{
    private static string With(string results) => $$"""
        apiVersion: slaagent.io/v1
        kind: Agent
        metadata: { name: agent }
        spec:
          results:
            - {{results}}

        """;

    [Fact]
    public void A_tracking_server_of_MLflow_has_its_credentials_in_files()
    {
        using var folder = new TestFolder();
        var password = folder.Write("secrets/pw", "x");
        var ca = folder.Write("ca.pem", "");

        var sinks = Sinks(folder, "{ name: tracking, mlflow: { url: https://mlflow:5000, experiment: quality, auth: { basic: { username: u, passwordFile: secrets/pw } }, tls: { caFile: ca.pem } } }");

        Assert.Equal(
            new ResultSink.Mlflow("tracking", new Uri("https://mlflow:5000"), "quality") { Auth = new Authentication.Basic("u", password), Tls = new TlsSettings(ca) },
            Assert.Single(sinks));
    }

    [Fact]
    public void A_ClearML_server_has_both_keys_in_files()
    {
        using var folder = new TestFolder();
        var (access, secret) = (folder.Write("access", "a"), folder.Write("secret", "s"));

        var sinks = Sinks(folder, "{ name: clear, clearml: { url: http://clearml:8008, accessKeyFile: access, secretKeyFile: secret } }");

        Assert.Equal(new ResultSink.ClearMl("clear", new Uri("http://clearml:8008"), access, secret, "slaagent"), Assert.Single(sinks));
    }

    [Fact]
    public void A_file_of_lines_is_relative_to_the_document_and_need_not_be_there_yet()
    {
        using var folder = new TestFolder();

        var sinks = Sinks(folder, "{ name: lines, jsonl: { path: out/results.jsonl, maxSize: 1MiB } }");

        Assert.Equal(new ResultSink.Jsonl("lines", Path.Combine(folder.Path, "out/results.jsonl"), 1024 * 1024), Assert.Single(sinks));
    }

    [Theory]
    [InlineData("{ name: a, mlflow: { experiment: e } }", "missing; write it, as url: http://mlflow:5000")]
    [InlineData("{ name: a, mlflow: { url: http://user:pw@mlflow:5000 } }", "user")]
    [InlineData("{ name: a, clearml: { url: http://c:8008, accessKeyFile: none, secretKeyFile: none } }", "there is no file")]
    [InlineData("{ name: a, jsonl: { path: . } }", "is a folder; write the path of a file")]
    [InlineData("{ name: a, jsonl: { path: r.jsonl, maxSize: 1KiB } }", "too small for more than a few results")]
    [InlineData("{ name: a, jsonl: { path: r.jsonl } }\n    - { name: b, jsonl: { path: ./r.jsonl } }", "another of the results is written to this file")]
    [InlineData("{ name: a, jsonl: { path: r.jsonl } }\n    - { name: a, mlflow: { url: http://m } }", "is taken")]
    [InlineData("{ name: a, jsonl: { path: r.jsonl }, mlflow: { url: http://m } }", "mlflow")]
    [InlineData("{ name: a }", "mlflow")]
    [InlineData("{ name: a, wandb: {} }", "wandb")]
    public void What_cannot_be_is_refused_with_the_reason(string results, string reason)
    {
        using var folder = new TestFolder();
        Assert.Contains(folder.Errors(With(results)), error => error.Contains(reason, StringComparison.Ordinal) && error.Contains("spec.results[", StringComparison.Ordinal));
    }

    private static EquatableArray<ResultSink> Sinks(TestFolder folder, string results)
    {
        var result = folder.Load(With(results) + "---\n" + Sample.Service);
        Assert.Empty(result.Diagnostics);
        return result.Configuration!.Agent.Results;
    }
}
