using System.Text;
using SlaAgent.EndToEnd.Processes;

namespace SlaAgent.EndToEnd;

/// <summary>Known secrets are put everywhere where secrets go, and then looked for everywhere where they must not be.</summary>
public sealed class SecretTests
{
    private const string Bearer = "canary-bearer-8d1f";
    private const string Password = "canary-password-77ac";
    private const string HeaderValue = "canary-header-19be";
    private const string HookPath = "canary-hook-5c02";
    private const string ApiToken = "canary-api-token-e3d4";

    private static readonly string[] Canaries =
        [Bearer, Password, HeaderValue, HookPath, ApiToken, "canary", Convert.ToBase64String(Encoding.UTF8.GetBytes("probe:" + Password))];

    [Fact]
    public async Task No_secret_leaves_the_agent_but_to_whom_it_is_for_even_when_a_server_echoes_it()
    {
        await using var sink = await WebhookSink.StartAsync();
        await using var server = await EchoServer.StartAsync();
        await using var collector = await Collector.StartAsync();
        using var folder = new TemporaryFolder();
        var config = WriteConfiguration(folder, server.Address, sink.Address);
        await using var agent = await AgentProcess.StartAsync(config, folder.Folder("state"), collector.Environment);
        await agent.UntilReadyAsync();
        foreach (var service in new[] { "bearer", "basic", "header" })
        {
            await Wait.ForAsync(
                "the alert of " + service,
                () => Task.FromResult(sink.Of("ModelServerDown", "firing").FirstOrDefault(a => (string?)a["labels"]!["service"] == service)),
                () => agent.Output);
        }

        await agent.UntilMetricAsync("sla_agent_notifications_total", v => v >= 1, "receiver=\"away\"", "result=\"failure\"");
        await agent.UntilMetricAsync("sla_agent_notifications_total", v => v >= 1, "receiver=\"echo\"", "result=\"failure\"");
        foreach (var signal in new[] { "/v1/metrics", "/v1/traces", "/v1/logs" })
        {
            await Wait.UntilAsync("OTLP at " + signal, () => Task.FromResult(collector.Exports.Count(e => e.Path == signal) >= 2), () => agent.Output);
        }

        using (var reload = await agent.SendAsync(HttpMethod.Post, "/-/reload"))
        {
            Assert.True(reload.IsSuccessStatusCode);
        }

        Assert.Contains(server.Authorizations, a => a == "Bearer " + Bearer);
        Assert.Contains(server.Authorizations, a => a.StartsWith("Basic ", StringComparison.Ordinal));
        Assert.Contains(server.Authorizations, a => a == HeaderValue);
        var shown = new List<string>();
        foreach (var path in new[] { "/metrics", "/api/v1/slas", "/api/v1/services", "/api/v1/incidents", "/api/v1/verdict?sla=bearer-sla", "/openapi.json" })
        {
            shown.Add(await agent.GetAsync(path));
        }

        shown.AddRange(sink.Alerts.Select(a => a.ToJsonString()));
        Assert.Equal(0, await agent.TerminateAsync());
        shown.Add(agent.Output);
        shown.AddRange(collector.Exports.Select(e => e.Body));
        shown.AddRange(Directory.EnumerateFiles(folder.Folder("state")).Select(f => Encoding.Latin1.GetString(File.ReadAllBytes(f))));
        Assert.All(shown, text => Assert.All(Canaries, canary => Assert.DoesNotContain(canary, text, StringComparison.OrdinalIgnoreCase)));
    }

    [Theory]
    [InlineData("check", 0)]
    [InlineData("probe", 1)]
    [InlineData("probe --output json", 1)]
    [InlineData("notify --test --config", 1)]
    [InlineData("notify --test --output json --config", 1)]
    public async Task No_command_shows_a_secret_that_a_server_throws_back(string command, int expected)
    {
        await using var sink = await WebhookSink.StartAsync();
        await using var server = await EchoServer.StartAsync();
        using var folder = new TemporaryFolder();
        var config = WriteConfiguration(folder, server.Address, sink.Address);

        var (exitCode, output) = await AgentProcess.RunAsync([.. command.Split(' '), config]);

        Assert.True(exitCode == expected, output);
        Assert.All(Canaries, canary => Assert.DoesNotContain(canary, output, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task A_secret_file_with_something_else_in_it_is_refused_without_being_shown()
    {
        using var folder = new TemporaryFolder();
        var config = WriteConfiguration(folder, new Uri("http://127.0.0.1:9"), new Uri("http://127.0.0.1:9"));
        folder.Write("hook", "canary no address");
        folder.Write("web.conf", "basic_auth_users:\n  probe: canary-plain-password\ntls_server_config: { cert_file: bearer, key_file: password, key: canary-inline }\n");
        folder.Write("sla.yaml", (await File.ReadAllTextAsync(config)).Replace("apiTokenFile: api", "apiTokenFile: api\n  web: { configFile: web.conf }", StringComparison.Ordinal));

        var (exitCode, output) = await AgentProcess.RunAsync("check", config);

        Assert.Equal(2, exitCode);
        foreach (var place in new[] { "spec.receivers[0].webhook.urlFile", "basic_auth_users.probe", "tls_server_config.cert_file", "tls_server_config.key:" })
        {
            Assert.Contains(place, output, StringComparison.Ordinal);
        }

        Assert.All(Canaries, canary => Assert.DoesNotContain(canary, output, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task User_information_in_an_address_is_refused_without_being_shown()
    {
        await using var world = await World.CreateAsync(alertmanager: false);
        var config = world.Folder.Write("sla.yaml", world.Yaml().Replace("http://127.0.0.1", $"http://probe:{Password}@127.0.0.1", StringComparison.Ordinal));

        var (exitCode, output) = await AgentProcess.RunAsync("run", "--config", config, "--state", world.State, "--listen", "http://127.0.0.1:0");

        Assert.Equal(2, exitCode);
        Assert.Contains("spec.url", output, StringComparison.Ordinal);
        Assert.DoesNotContain(Password, output, StringComparison.Ordinal);
    }

    private static string WriteConfiguration(TemporaryFolder folder, Uri server, Uri sink)
    {
        var url = server.GetLeftPart(UriPartial.Authority);
        folder.Write("bearer", Bearer + "\n");
        folder.Write("password", Password);
        folder.Write("header", HeaderValue);
        folder.Write("api", ApiToken);
        folder.Write("hook", sink.GetLeftPart(UriPartial.Authority) + "/" + HookPath);
        folder.Write("away", $"http://127.0.0.1:{FreePort.Next()}/{HookPath}?key={HookPath}");
        return folder.Write("sla.yaml", $$"""
            {{Service("bearer", url, "{ bearerTokenFile: bearer }")}}
            ---
            {{Service("basic", url, "{ basic: { username: probe, passwordFile: password } }")}}
            ---
            {{Service("header", url, "{ header: { name: x-api-key, valueFile: header } }")}}
            ---
            apiVersion: slaagent.io/v1
            kind: ServiceLevelAgreement
            metadata: { name: bearer-sla }
            spec:
              service: bearer
              objectives: [ { name: availability, availability: { probe: predict }, target: 90% } ]
            ---
            apiVersion: slaagent.io/v1
            kind: Agent
            metadata: { name: agent }
            spec:
              logging: { level: trace }
              apiTokenFile: api
              evaluation: { interval: 200ms }
              receivers:
                - { name: hook, webhook: { urlFile: hook, auth: { bearerTokenFile: bearer } } }
                - { name: away, webhook: { urlFile: away } }
                - { name: echo, alertmanager: { urls: ["{{url}}"], auth: { basic: { username: probe, passwordFile: password } } } }
            """);
    }

    private static string Service(string name, string url, string auth) => $$"""
        apiVersion: slaagent.io/v1
        kind: ModelService
        metadata: { name: {{name}} }
        spec:
          server: http
          url: {{url}}
          auth: {{auth}}
          probes:
            - { name: predict, interval: 500ms, timeout: 450ms, inference: { path: /predict, method: GET } }
        """;
}
