using SlaAgent.Core.Contracts;

namespace SlaAgent.Configuration.Tests.Binding;

/// <summary>A server that its platform describes in environment variables.</summary>
public sealed class PlatformTests
{
    private const string Yaml = """
        apiVersion: slaagent.io/v1
        kind: ModelService
        metadata: { name: custom }
        spec:
          server: vertex
          probes:
            - { name: ready, interval: 5s, health: {} }
            - { name: live, interval: 5s, health: { ask: live } }
            - { name: predict, interval: 5s, inference: { request: { instances: [] } } }

        """;

    [Fact]
    public void Address_and_paths_come_from_the_variables()
    {
        using var folder = Vertex("8081", "/health", "/predict");
        var service = Assert.Single(folder.Load(Yaml).Configuration!.Services);
        Assert.Equal(new Uri("http://127.0.0.1:8081"), service.Url);
        Assert.Equal(
            [new() { Ready = new() { Path = "/health" } }, new() { Ready = new() { Path = "/health" } }, new PresetOverrides { Inference = new() { Path = "/predict" } }],
            service.Probes.Select(probe => probe.Request.Overrides));
    }

    [Fact]
    public void What_is_written_goes_before_the_variables()
    {
        using var folder = Vertex("8081", "/health", "/predict");
        var yaml = Yaml.Replace("server: vertex", "server: vertex\n  url: http://127.0.0.1:9\n  preset: { ready: { path: /r, status: [204] }, inference: { path: /i } }", StringComparison.Ordinal);
        var service = Assert.Single(folder.Load(yaml).Configuration!.Services);
        Assert.Equal(9, service.Url.Port);
        Assert.Equal(new PresetOverrides { Ready = new() { Path = "/r", Statuses = [204] } }, service.Probes[0].Request.Overrides);
        Assert.Equal(new PresetOverrides { Inference = new() { Path = "/i" } }, service.Probes[2].Request.Overrides);
    }

    [Theory]
    [InlineData(null, "/health", "/predict", "spec.url: missing; write it, or set AIP_HTTP_PORT to the server's port on this machine")]
    [InlineData("", "/health", "/predict", "spec.url: missing; write it, or set AIP_HTTP_PORT to the server's port on this machine")]
    [InlineData("canary", "/health", "/predict", "spec.url: AIP_HTTP_PORT is not a port; set it to a number from 1 to 65535, or write the address")]
    [InlineData("65536", "/health", "/predict", "spec.url: AIP_HTTP_PORT is not a port")]
    [InlineData("80", null, "/predict", "spec.probes[0].health.path: missing; the preset vertex has no health path of its own and AIP_HEALTH_ROUTE is not set")]
    [InlineData("80", "/health", null, "spec.probes[2].inference.path: missing; the preset vertex has no inference path of its own and AIP_PREDICT_ROUTE is not set")]
    [InlineData("80", "/health", "predict canary", "spec: AIP_PREDICT_ROUTE is not a path; it begins with / and has no white space")]
    public void What_is_missing_is_said_by_its_variable_and_no_value_is_shown(string? port, string? health, string? predict, string error)
    {
        using var folder = Vertex(port, health, predict);
        var errors = folder.Errors(Yaml);
        Assert.Contains(errors, e => e.Contains(": " + error, StringComparison.Ordinal));
        Assert.DoesNotContain(errors, e => e.Contains("canary", StringComparison.Ordinal));
    }

    [Fact]
    public void Other_servers_need_an_address_of_their_own()
    {
        using var folder = Vertex("80", "/health", "/predict");
        var errors = folder.Errors(Yaml.Replace("vertex", "http", StringComparison.Ordinal));
        Assert.Contains(errors, e => e.EndsWith("spec.url: missing; write it, as url: http://127.0.0.1:8000", StringComparison.Ordinal));
    }

    private static TestFolder Vertex(string? port, string? health, string? predict)
    {
        var folder = new TestFolder();
        foreach (var (name, value) in ((string, string?)[])[("AIP_HTTP_PORT", port), ("AIP_HEALTH_ROUTE", health), ("AIP_PREDICT_ROUTE", predict)])
        {
            if (value is not null)
            {
                folder.Environment[name] = value;
            }
        }

        return folder;
    }
}
