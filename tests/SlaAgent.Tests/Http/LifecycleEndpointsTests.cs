using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;
using SlaAgent.Hosting;
using SlaAgent.Http;
using SlaAgent.Tests.Hosting;

namespace SlaAgent.Tests.Http;

[Collection("agent in this process")]
public sealed class LifecycleEndpointsTests
{
    [Theory]
    [InlineData("127.0.0.1", null, null, HttpStatusCode.OK)]
    [InlineData("::1", null, null, HttpStatusCode.OK)]
    [InlineData("::ffff:127.0.0.1", null, null, HttpStatusCode.OK)]
    [InlineData("127.0.0.1", "Origin", "http://127.0.0.1", HttpStatusCode.Forbidden)]
    [InlineData("127.0.0.1", "Sec-Fetch-Site", "cross-site", HttpStatusCode.Forbidden)]
    [InlineData("127.0.0.1", "Sec-Fetch-Site", "none", HttpStatusCode.OK)]
    [InlineData("127.0.0.1", "Host", "evil.example", HttpStatusCode.Forbidden)]
    [InlineData("127.0.0.1", "Host", "evil.example:9464", HttpStatusCode.Forbidden)]
    [InlineData("127.0.0.1", "Host", "localhost.evil.example", HttpStatusCode.Forbidden)]
    [InlineData("127.0.0.1", "Host", "localhost:9464", HttpStatusCode.OK)]
    [InlineData("127.0.0.1", "Host", "[::1]:9464", HttpStatusCode.OK)]
    [InlineData("10.0.0.7", null, null, HttpStatusCode.Forbidden)]
    [InlineData("::ffff:10.0.0.7", null, null, HttpStatusCode.Forbidden)]
    [InlineData("10.0.0.7", "Authorization", "Bearer s3cret", HttpStatusCode.OK)]
    [InlineData("10.0.0.7", "Authorization", "Bearer s3cre", HttpStatusCode.Forbidden)]
    [InlineData("10.0.0.7", "Authorization", "Basic s3cret", HttpStatusCode.Forbidden)]
    [InlineData("10.0.0.7", "Authorization", "Bearer ", HttpStatusCode.Forbidden)]
    public async Task Only_the_loopback_and_who_has_the_token_may_ask_and_never_a_page(string from, string? header, string? value, HttpStatusCode expected)
    {
        using var token = new TokenFile("s3cret\n");
        await using var agent = await RunningAgent.StartAsync(Yaml($"apiTokenFile: {token.Path}"));

        Assert.Equal(expected, await AskAsync(agent, from, header, value));
    }

    [Fact]
    public async Task With_lifecycle_true_anyone_may_ask_except_a_page()
    {
        await using var agent = await RunningAgent.StartAsync(Yaml("lifecycle: true"));

        Assert.Equal(HttpStatusCode.OK, await AskAsync(agent, "10.0.0.7", null, null));
        Assert.Equal(HttpStatusCode.Forbidden, await AskAsync(agent, "10.0.0.7", "Origin", "http://evil.example"));
    }

    [Fact]
    public async Task A_reload_of_a_bad_file_is_422_with_its_errors_and_changes_nothing()
    {
        await using var agent = await RunningAgent.StartAsync(Yaml("lifecycle: false"));
        agent.Folder.Write("kind: Nonsense\n");

        var (status, body) = await agent.JsonAsync("/-/reload", HttpMethod.Post);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, status);
        Assert.False(body.GetProperty("applied").GetBoolean());
        Assert.Contains("sla.yaml:", body.GetProperty("errors")[0].GetString(), StringComparison.Ordinal);
        Assert.Equal(1, (await agent.JsonAsync("/api/v1/services")).Body.GetArrayLength());
        Assert.Equal(0, (await agent.ScrapeAsync()).Value("sla_agent_config_last_reload_successful"));
    }

    private static string Yaml(string spec) =>
        Documents.Service("one", Documents.Nobody) + Documents.Agreement("one-sla", "one", Documents.Available()) + Documents.Agent("evaluation: { interval: 100ms }\n" + spec);

    /// <summary>Asks for a drain through the real endpoints, as if from somewhere else.</summary>
    private static async Task<HttpStatusCode> AskAsync(RunningAgent agent, string from, string? header, string? value)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        await using var app = builder.Build();
        app.Use((context, next) =>
        {
            context.Connection.RemoteIpAddress = IPAddress.Parse(from);
            return next(context);
        });
        app.MapLifecycle(new AgentHealth(agent.Server.Runtime.State, TimeProvider.System), new AgentLifecycle(agent.Server.Runtime, agent.Server.Reloader));
        await app.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(new Uri(app.Urls.First()), "/-/drain"));
        if (header is not null)
        {
            request.Headers.TryAddWithoutValidation(header, value);
        }

        using var answer = await agent.Http.SendAsync(request);
        return answer.StatusCode;
    }

    private sealed class TokenFile : IDisposable
    {
        public TokenFile(string content) => File.WriteAllText(Path, content);

        public string Path { get; } = System.IO.Path.GetTempFileName();

        public void Dispose() => File.Delete(Path);
    }
}
