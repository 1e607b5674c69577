using SlaAgent.Core.Contracts;
using SlaAgent.ModelServers.Exchanges;
using SlaAgent.Probing;

namespace SlaAgent.Tests.Probing;

public sealed class MessageFactoryTests
{
    [Theory]
    [InlineData("http://model.test", "model.test", "http://model.test/v1?a=b")]
    [InlineData("http://model.test:8080/base/", "model.test:8080", "http://model.test:8080/base/v1?a=b")]
    [InlineData("https://model.test", "model.test", "http://model.test:443/v1?a=b")]
    [InlineData("https://model.test:8443/x%20y", "model.test:8443", "http://model.test:8443/x%20y/v1?a=b")]
    [InlineData("http://[::1]:8080", "[::1]:8080", "http://[::1]:8080/v1?a=b")]
    [InlineData("http://[fe80::1%25eth0]:8080/base", "[fe80::1]:8080", "http://[fe80::1]:8080/base/v1?a=b")]
    [InlineData("https://[2001:db8::2]", "[2001:db8::2]", "http://[2001:db8::2]:443/v1?a=b")]
    [InlineData("https://münchen.test", "xn--mnchen-3ya.test", "http://xn--mnchen-3ya.test:443/v1?a=b")]
    public void Address_and_host_are_those_of_the_service(string url, string host, string address)
    {
        var factory = new MessageFactory(ProbeSetup.Service(new Uri(url)), TimeSpan.FromSeconds(1));
        using var timer = TimeProvider.System.CreateTimer(_ => { }, null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        using var attempt = new ProbeAttempt(TimeProvider.System, default, timer);

        using var message = factory.Create(new ServerRequest("GET", "/v1?a=b", null, null, default), attempt, null, default);

        Assert.Equal(host, message.Headers.Host);
        Assert.Equal(address, message.RequestUri!.AbsoluteUri);
        Assert.Null(message.Content);
        Assert.False(message.Headers.Contains("traceparent"));
    }

    [Fact]
    public void A_host_of_the_users_own_goes_to_the_address_of_the_service()
    {
        var factory = new MessageFactory(ProbeSetup.Service(new Uri("http://10.0.0.7:8080")) with { Host = "model.example.org" }, TimeSpan.FromSeconds(1));
        using var timer = TimeProvider.System.CreateTimer(_ => { }, null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        using var attempt = new ProbeAttempt(TimeProvider.System, default, timer);

        using var message = factory.Create(new ServerRequest("GET", "/v1", null, null, default), attempt, null, default);

        Assert.Equal("model.example.org", message.Headers.Host);
        Assert.Equal("http://10.0.0.7:8080/v1", message.RequestUri!.AbsoluteUri);
    }

    [Theory]
    [InlineData("seldon", null, "iris")]
    [InlineData("seldon", "iris.pipeline", "iris.pipeline")]
    [InlineData("mlserver", null, null)]
    public void The_model_is_named_to_what_routes_by_it_unless_the_user_names_another(string server, string? written, string? sent)
    {
        var service = ProbeSetup.Service(new Uri("http://10.0.0.7:8080")) with
        {
            Server = server,
            Model = "iris",
            Headers = written is null ? LabelSet.Empty : LabelSet.From([new("Seldon-Model", written)]),
        };
        var factory = new MessageFactory(service, TimeSpan.FromSeconds(1));
        using var timer = TimeProvider.System.CreateTimer(_ => { }, null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        using var attempt = new ProbeAttempt(TimeProvider.System, default, timer);

        using var message = factory.Create(new ServerRequest("GET", "/v2", null, null, default), attempt, null, default);

        Assert.Equal(sent, message.Headers.TryGetValues("seldon-model", out var values) ? Assert.Single(values) : null);
    }
}
