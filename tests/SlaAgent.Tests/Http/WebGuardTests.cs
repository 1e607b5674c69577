using System.Net;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace SlaAgent.Tests.Http;

/// <summary>The web configuration in the form of Prometheus's exporter toolkit, over real sockets.</summary>
[Collection("agent in this process")]
public sealed class WebGuardTests
{
    private const string Tls = "tls_server_config: { cert_file: server.pem, key_file: server.key }\n";

    [Theory]
    [InlineData("/metrics")]
    [InlineData("/-/healthy")]
    [InlineData("/-/ready")]
    [InlineData("/api/v1/slas")]
    [InlineData("/api/v1/verdict?sla=one-sla")]
    [InlineData("/openapi.json")]
    public async Task Every_path_wants_a_name_and_a_password(string path)
    {
        await using var guarded = await GuardedAgent.StartAsync($"basic_auth_users: {{ alice: '{GuardedAgent.Hash}' }}");

        Assert.Equal(HttpStatusCode.OK, await AskAsync(guarded.Client("alice"), path));
        Assert.Equal(HttpStatusCode.Unauthorized, await AskAsync(guarded.Client("alice", "wrong"), path));
        Assert.Equal(HttpStatusCode.Unauthorized, await AskAsync(guarded.Client("mallory"), path));
        Assert.Equal(HttpStatusCode.Unauthorized, await AskAsync(guarded.Client("alice", ""), path));
        using var answer = await guarded.Client().GetAsync(path);
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.Equal("Basic", Assert.Single(answer.Headers.WwwAuthenticate).Scheme);
    }

    [Theory]
    [InlineData("POST", "/-/reload")]
    [InlineData("POST", "/-/drain")]
    [InlineData("GET", "/-/drain")]
    [InlineData("GET", "/nothing")]
    [InlineData("TRACE", "/metrics")]
    [InlineData("GET", "/metrics/../metrics")]
    [InlineData("GET", "/%6detrics")]
    public async Task Whatever_is_asked_for_is_asked_for_in_vain_without_them(string method, string path)
    {
        await using var guarded = await GuardedAgent.StartAsync($"basic_auth_users: {{ alice: '{GuardedAgent.Hash}' }}");
        using var answer = await guarded.Client().SendAsync(new(new HttpMethod(method), new Uri(guarded.Agent.Server.Address, path)));

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    [Fact]
    public async Task The_API_token_does_in_the_place_of_a_password_and_nothing_like_it_does()
    {
        await using var guarded = await GuardedAgent.StartAsync($"basic_auth_users: {{ alice: '{GuardedAgent.Hash}' }}", "apiTokenFile: api");
        var client = guarded.Client();
        foreach (var (header, status) in new[] { ("Bearer t0ken", 200), ("Bearer t0ke", 401), ("Bearer", 401), ("Basic", 401), ("Basic !!", 401), ("Basic YWxpY2U=", 401), ("t0ken", 401) })
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/metrics");
            request.Headers.TryAddWithoutValidation("Authorization", header);
            using var answer = await client.SendAsync(request);
            Assert.Equal((header, status), (header, (int)answer.StatusCode));
        }
    }

    [Fact]
    public async Task Users_and_headers_change_with_a_reload_of_the_file()
    {
        await using var guarded = await GuardedAgent.StartAsync($"basic_auth_users: {{ alice: '{GuardedAgent.Hash}' }}");
        Assert.Equal(HttpStatusCode.OK, await AskAsync(guarded.Client("alice"), "/metrics"));

        guarded.Agent.Folder.Write("web.conf", $"http_server_config: {{ headers: {{ X-Frame-Options: deny }} }}\nbasic_auth_users: {{ bob: '{GuardedAgent.Hash}' }}");
        Assert.True((await guarded.Agent.ReloadAsync(GuardedAgent.Yaml())).Applied);

        Assert.Equal(HttpStatusCode.Unauthorized, await AskAsync(guarded.Client("alice"), "/metrics"));
        using var answer = await guarded.Client("bob").GetAsync("/metrics");
        Assert.Equal((HttpStatusCode.OK, "deny", "nosniff"), (answer.StatusCode, answer.Headers.GetValues("X-Frame-Options").Single(), answer.Headers.GetValues("X-Content-Type-Options").Single()));

        guarded.Agent.Folder.Write("web.conf", "basic_auth_users: { bob: not-a-hash }");
        Assert.False((await guarded.Agent.ReloadAsync(GuardedAgent.Yaml())).Applied);
        Assert.Equal(HttpStatusCode.OK, await AskAsync(guarded.Client("bob"), "/metrics"));
    }

    [Fact]
    public async Task Over_TLS_a_certificate_that_changes_is_shown_from_the_next_connection_on_and_a_broken_one_never()
    {
        await using var guarded = await GuardedAgent.StartAsync(Tls);
        Assert.Equal("https", guarded.Agent.Server.Address.Scheme);
        using var first = guarded.Client();
        Assert.Equal(HttpStatusCode.OK, await AskAsync(first, "/metrics"));

        guarded.Agent.Folder.Write("server.key", "half written");
        Assert.Equal(HttpStatusCode.OK, await AskAsync(guarded.Client(), "/metrics"));

        using var elsewhere = new Probing.Certificates();
        var (cert, key) = elsewhere.IssuePem();
        guarded.Agent.Folder.Write("server.pem", cert);
        guarded.Agent.Folder.Write("server.key", key);
        await Assert.ThrowsAsync<HttpRequestException>(() => guarded.Client().GetAsync("/metrics"));
    }

    [Fact]
    public async Task Plain_HTTP_and_older_versions_of_TLS_find_nothing_on_a_TLS_port()
    {
        await using var guarded = await GuardedAgent.StartAsync("tls_server_config: { cert_file: server.pem, key_file: server.key, min_version: TLS13 }");
        var plain = new UriBuilder(guarded.Agent.Server.Address) { Scheme = "http", Path = "/metrics" }.Uri;
        await Assert.ThrowsAsync<HttpRequestException>(() => guarded.Agent.Http.GetAsync(plain));

        await Assert.ThrowsAsync<HttpRequestException>(() => guarded.Client(versions: SslProtocols.Tls12).GetAsync("/metrics"));
        Assert.Equal(HttpStatusCode.OK, await AskAsync(guarded.Client(versions: SslProtocols.Tls13), "/metrics"));
    }

    [Theory]
    [InlineData("NoClientCert", true, true, true)]
    [InlineData("RequestClientCert", true, true, true)]
    [InlineData("RequireAnyClientCert", false, true, true)]
    [InlineData("VerifyClientCertIfGiven", true, false, true)]
    [InlineData("RequireAndVerifyClientCert", false, false, true)]
    public async Task Clients_certificates_are_asked_for_as_the_policy_says(string policy, bool none, bool foreign, bool known)
    {
        var ca = policy.Contains("Verify", StringComparison.Ordinal) ? ", client_ca_file: ca.pem" : "";
        await using var guarded = await GuardedAgent.StartAsync($"tls_server_config: {{ cert_file: server.pem, key_file: server.key, client_auth_type: {policy}{ca} }}");
        using var elsewhere = new Probing.Certificates();
        using var stranger = elsewhere.Issue("client");
        using var friend = guarded.Authority.Issue("client");

        Assert.Equal((none, foreign, known), (await LetInAsync(guarded.Client()), await LetInAsync(guarded.Client(certificate: stranger)), await LetInAsync(guarded.Client(certificate: friend))));
    }

    [Fact]
    public async Task Of_the_clients_of_an_authority_only_those_with_an_allowed_name_come_in()
    {
        await using var guarded = await GuardedAgent.StartAsync(
            "tls_server_config: { cert_file: server.pem, key_file: server.key, client_auth_type: RequireAndVerifyClientCert, client_ca_file: ca.pem, client_allowed_sans: [prometheus, 127.0.0.7] }");
        foreach (var (name, comesIn) in new[] { ("prometheus", true), ("127.0.0.7", true), ("grafana", false), ("127.0.0.1", false) })
        {
            using X509Certificate2 certificate = guarded.Authority.Issue(name);
            Assert.Equal((name, comesIn), (name, await LetInAsync(guarded.Client(certificate: certificate))));
        }
    }

    [Fact]
    public async Task A_thousand_requests_with_a_password_cost_one_check()
    {
        await using var guarded = await GuardedAgent.StartAsync($"basic_auth_users: {{ alice: '{BCrypt.Net.BCrypt.HashPassword("s3cret", workFactor: 12)}' }}");
        using var client = guarded.Client("alice");
        var answers = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => AskAsync(client, "/-/ready")));
        Assert.All(answers, status => Assert.Equal(HttpStatusCode.OK, status));
        for (var i = 0; i < 1000; i++)
        {
            Assert.Equal(HttpStatusCode.OK, await AskAsync(client, "/-/ready"));
        }
    }

    [Fact]
    public async Task While_many_guess_who_is_known_comes_in_at_once_and_guessing_is_cut_off()
    {
        await using var guarded = await GuardedAgent.StartAsync($"basic_auth_users: {{ alice: '{BCrypt.Net.BCrypt.HashPassword("s3cret", workFactor: 10)}' }}");
        using var alice = guarded.Client("alice");
        Assert.Equal(HttpStatusCode.OK, await AskAsync(alice, "/metrics"));

        var guesses = Enumerable.Range(0, 200).Select(i => AskAsync(guarded.Client("alice", "guess " + i), "/metrics")).ToList();
        await Eventually.True(() => guesses.Any(guess => guess is { IsCompletedSuccessfully: true, Result: HttpStatusCode.TooManyRequests }), "guessing is cut off");
        Assert.Equal(HttpStatusCode.OK, await AskAsync(alice, "/metrics"));
        Assert.All(await Task.WhenAll(guesses), status => Assert.True(status is HttpStatusCode.Unauthorized or HttpStatusCode.TooManyRequests));
    }

    private static async Task<HttpStatusCode> AskAsync(HttpClient client, string path)
    {
        using var answer = await client.GetAsync(path);
        return answer.StatusCode;
    }

    private static async Task<bool> LetInAsync(HttpClient client)
    {
        try
        {
            return await AskAsync(client, "/metrics") == HttpStatusCode.OK;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
