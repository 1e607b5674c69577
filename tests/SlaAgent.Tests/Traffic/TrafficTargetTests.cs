using SlaAgent.Core.Contracts;
using SlaAgent.Traffic;

namespace SlaAgent.Tests.Traffic;

public sealed class TrafficTargetTests
{
    private static readonly Authentication Auth = new Authentication.Bearer("/token");

    [Theory]
    [InlineData("http://model:8000", "http://model:8000/metrics", true, true)]
    [InlineData("http://model:8000", "http://model:8002/metrics", true, false)]
    [InlineData("https://model", "https://MODEL:8002/metrics", true, false)]
    [InlineData("http://model:8000", "https://model/metrics", true, false)]
    [InlineData("https://model", "http://model:8002/metrics", false, false)]
    [InlineData("http://model:8000", "http://statistics:9999/metrics", false, false)]
    public void Secrets_go_no_further_than_the_services_own_host(string service, string metrics, bool secrets, bool host)
    {
        var target = TrafficTarget.At(
            new ModelService
            {
                Name = "chat", Server = "vllm", Url = new Uri(service), Probes = [], Auth = Auth, Host = "model.example",
                Headers = LabelSet.From([new("x-tenant", "probe")]),
            },
            new Uri(metrics));
        Assert.Equal(new Uri(new Uri(metrics), "/"), target.Url);
        Assert.Equal(secrets ? Auth : null, target.Auth);
        Assert.Equal(secrets ? "probe" : null, target.Headers.Find("x-tenant"));
        Assert.Equal(host ? "model.example" : null, target.Host);
        Assert.Equal("gzip", target.Headers.Find("Accept-Encoding"));
    }

    [Fact]
    public void A_client_certificate_goes_no_further_either()
    {
        var tls = new TlsSettings("ca.pem", "c.pem", "k.pem", "model.local", InsecureSkipVerify: true);
        var service = new ModelService { Name = "chat", Server = "vllm", Url = new Uri("https://model"), Probes = [], Tls = tls };
        Assert.Equal(tls, TrafficTarget.At(service, new Uri("https://model:8002/metrics")).Tls);
        Assert.Equal(new TlsSettings("ca.pem"), TrafficTarget.At(service, new Uri("https://other/metrics")).Tls);
    }

    [Theory]
    [InlineData(5, 5)]
    [InlineData(60, 10)]
    public void A_reading_ends_within_its_interval_and_ten_seconds(int interval, int timeout) =>
        Assert.Equal(TimeSpan.FromSeconds(timeout), TrafficTarget.Reading(new(null, TimeSpan.FromSeconds(interval), null)).Timeout);

    [Fact]
    public void Two_pages_are_read_within_the_same_time() => Assert.Equal(
        TimeSpan.FromSeconds(5),
        TrafficTarget.Reading(new(null, TimeSpan.FromSeconds(60), null) { Awake = new(MetricSource.Of("up"), null, ProbesAsleep.None) }).Timeout);

    [Fact]
    public void Whatever_is_read_otherwise_is_another_reading()
    {
        var plain = new TrafficSettings(null, TimeSpan.FromSeconds(15), null);
        var bad = CountMapping.Of(MetricSource.Of("bad_total"));
        TrafficSettings[] all =
        [
            plain,
            plain with { Metrics = new() { Bad = bad } },
            plain with { Metrics = new() { Good = bad } },
            plain with { Metrics = new() { Bad = CountMapping.Of(MetricSource.Of("bad_total").With("code", "500")) } },
            plain with { Awake = new(MetricSource.Of("up"), null, ProbesAsleep.None) },
            plain with { Awake = new(MetricSource.Of("up"), new Uri("http://other"), ProbesAsleep.None) },
        ];
        Assert.Equal(all.Length, all.Select(traffic => TrafficTarget.Reading(traffic).Request).Distinct().Count());
    }
}
