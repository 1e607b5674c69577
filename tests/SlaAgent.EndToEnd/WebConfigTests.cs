using SlaAgent.EndToEnd.Processes;

namespace SlaAgent.EndToEnd;

/// <summary>The agent behind TLS and a password, by a file that Prometheus's own tools take too.</summary>
public sealed class WebConfigTests : IDisposable
{
    private const string Password = "canary-web-password";

    private static readonly string Web = $$"""
        tls_server_config:
          cert_file: server.pem
          key_file: server.key
          min_version: TLS12
        http_server_config:
          http2: true
          headers:
            Strict-Transport-Security: max-age=31536000
            X-Frame-Options: deny
        basic_auth_users:
          prometheus: {{BCrypt.Net.BCrypt.HashPassword(Password, 10)}}
        """;

    private readonly TemporaryFolder _folder = new();

    public WebConfigTests()
    {
        ServerCertificate.Write(_folder);
        _folder.Write("password", Password + "\n");
        _folder.Write("web.conf", Web);
    }

    [Fact]
    public async Task Prometheus_scrapes_over_TLS_with_a_password_and_nothing_else_does()
    {
        await using var agent = await StartAsync();
        Assert.Equal("https", agent.Address.Scheme);
        await using var knowing = new Prometheus();
        await using var guessing = new Prometheus();
        var tls = $"scheme: https, tls_config: {{ ca_file: '{_folder.Path}/server.pem' }}";
        await knowing.StartAsync(agent.Address, $"{tls}, basic_auth: {{ username: prometheus, password: {Password} }}");
        await guessing.StartAsync(agent.Address, $"{tls}, basic_auth: {{ username: prometheus, password: guess }}");

        await Wait.UntilAsync("a scrape", async () => await knowing.TargetAsync() is ("up", ""), () => agent.Output);
        await Wait.UntilAsync("a refusal", async () => await guessing.TargetAsync() is ("down", var error) && error.Contains("401", StringComparison.Ordinal), () => agent.Output);
        Assert.NotEmpty(await knowing.QueryAsync("sla_agent_build_info"));
        Assert.Equal(0, await agent.TerminateAsync());
        Assert.DoesNotContain(Password, agent.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("$2", agent.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("status")]
    [InlineData("healthcheck")]
    public async Task The_commands_reach_it_and_say_what_is_missing(string command)
    {
        await using var agent = await StartAsync();
        var url = agent.Address.ToString();
        string[] trust = ["--ca-file", $"{_folder.Path}/server.pem"];
        string[] user = ["--user", "prometheus", "--password-file", $"{_folder.Path}/password"];
        _folder.Write("wrong", "wrong");

        Assert.Equal((0, ""), await AskAsync([.. trust, .. user]));
        Assert.Equal((0, ""), await AskAsync([.. trust, .. user, "--server-name", "slaagent.test"]));
        Assert.Equal((3, "give --user and --password-file"), await AskAsync(trust));
        Assert.Equal((3, "those given are wrong"), await AskAsync([.. trust, "--user", "prometheus", "--password-file", $"{_folder.Path}/wrong"]));
        Assert.Equal((3, "--ca-file"), await AskAsync(user));
        Assert.Equal((3, "certificate is for another name"), await AskAsync([.. trust, .. user, "--server-name", "elsewhere.test"]));
        Assert.Equal((2, "go together"), await AskAsync([.. trust, "--user", "prometheus"]));
        Assert.Equal((2, "/nowhere/password"), await AskAsync([.. trust, "--user", "prometheus", "--password-file", "/nowhere/password"]));
        url = url.Replace("https", "http", StringComparison.Ordinal);
        Assert.Equal((3, "https://"), await AskAsync(user));

        async Task<(int, string)> AskAsync(string[] options)
        {
            var (exitCode, output) = await AgentProcess.RunAsync([command, "--url", url, .. options]);
            Assert.DoesNotContain(Password, output, StringComparison.Ordinal);
            Assert.DoesNotContain("   at ", output, StringComparison.Ordinal);
            string[] hints = ["give --user and --password-file", "those given are wrong", "certificate is for another name", "go together", "/nowhere/password", "--ca-file", "https://"];
            return (exitCode, exitCode == 0 ? "" : hints.FirstOrDefault(hint => output.Contains(hint, StringComparison.Ordinal)) ?? output);
        }
    }

    [Fact]
    public async Task The_file_is_one_that_Prometheus_takes()
    {
        var (exitCode, output) = await ChildProcess.RunAsync("promtool", ["check", "web-config", _folder.Write("web.conf", Web)]);

        Assert.True(exitCode == 0, output);
    }

    [Fact]
    public async Task Https_without_a_certificate_is_refused_in_one_line()
    {
        var config = _folder.Write("sla.yaml", "apiVersion: slaagent.io/v1\nkind: Agent\nmetadata: { name: agent }\nspec: {}\n");
        var (exitCode, output) = await AgentProcess.RunAsync("run", "--config", config, "--state", _folder.Folder("state"), "--listen", "https://127.0.0.1:0");

        Assert.Equal(2, exitCode);
        Assert.Contains("tls_server_config", output, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private Task<AgentProcess> StartAsync() => AgentProcess.StartAsync(
        _folder.Write("sla.yaml", "apiVersion: slaagent.io/v1\nkind: Agent\nmetadata: { name: agent }\nspec: { web: { configFile: web.conf } }\n"),
        _folder.Folder("state"));
}
