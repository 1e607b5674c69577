using SlaAgent.Core.Contracts;
using SlaAgent.ModelServers.Metrics;

namespace SlaAgent.Traffic;

/// <summary>
/// A service as its metrics are read: at their own address, over a connection of their own, by the rules of its probes. What is secret goes no
/// further than the service's own host, and never without TLS where the service itself has it.
/// </summary>
internal static class TrafficTarget
{
    /// <summary>Name of the reading among a service's probes, in the log.</summary>
    public const string ProbeName = "traffic";

    /// <summary>The longest time that one page may take.</summary>
    public static readonly TimeSpan LongestTimeout = TimeSpan.FromSeconds(10);

    private const string AcceptEncoding = "Accept-Encoding";

    /// <summary>The reading as a probe: a fixed rate and one deadline.</summary>
    public static Probe Reading(TrafficSettings traffic)
    {
        var timeout = traffic.Interval < LongestTimeout ? traffic.Interval : LongestTimeout;

        // Two pages, one after the other, must both be read in the time.
        timeout = traffic.Awake is null ? timeout : timeout / 2;

        // A schedule goes on with what it has while the probe is the same, and does not look at the service's traffic: so the probe says what is read.
        var read = $"{traffic.MetricsUrl} {string.Join(',', traffic.Selector?.Pairs.Select(pair => $"{pair.Key}={pair.Value}") ?? [])} {traffic.Metrics} {traffic.Awake?.Source} {traffic.Awake?.Url}";
        return new(ProbeName, traffic.Interval, timeout, new ProbeRequest.Health(read) { Expect = new() { MaxBodyBytes = MetricsExchange.MaxPageBytes } });
    }

    /// <summary><paramref name="service"/> as it is found at <paramref name="metrics"/>.</summary>
    public static ModelService At(ModelService service, Uri metrics)
    {
        var sameHost = string.Equals(metrics.IdnHost, service.Url.IdnHost, StringComparison.OrdinalIgnoreCase);
        var trusted = sameHost && (metrics.Scheme == Uri.UriSchemeHttps || service.Url.Scheme != Uri.UriSchemeHttps);
        var headers = trusted ? service.Headers : LabelSet.Empty;
        return service with
        {
            Url = new Uri(metrics.GetLeftPart(UriPartial.Authority)),
            Host = sameHost && metrics.Port == service.Url.Port ? service.Host : null,
            Auth = trusted ? service.Auth : null,
            Headers = headers.Pairs.Any(IsAcceptEncoding) ? headers : headers.With([new(AcceptEncoding, "gzip")]),
            Tls = sameHost || service.Tls is null ? service.Tls : new TlsSettings { CaFile = service.Tls.CaFile },
        };
    }

    private static bool IsAcceptEncoding(KeyValuePair<string, string> header) => string.Equals(header.Key, AcceptEncoding, StringComparison.OrdinalIgnoreCase);
}
