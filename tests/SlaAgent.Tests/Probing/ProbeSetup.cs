using SlaAgent.Core.Contracts;
using SlaAgent.Core.Time;
using SlaAgent.ModelServers.Exchanges;
using SlaAgent.Probing;

namespace SlaAgent.Tests.Probing;

/// <summary>Services, probes and transports as the tests need them.</summary>
internal static class ProbeSetup
{
    /// <summary>So long that a deadline of it means a broken test, not a slow machine.</summary>
    public static readonly TimeSpan Ample = TimeSpan.FromSeconds(60);

    public static ModelService Service(Uri url) => new() { Name = "chat", Server = "http", Url = url, Probes = [] };

    public static Probe Probe(TimeSpan? timeout = null, long maxBody = 1024 * 1024) =>
        new("ready", timeout ?? Ample, timeout ?? Ample, new ProbeRequest.Health(null) { Expect = new() { MaxBodyBytes = maxBody } });

    public static ProbeTransport Transport(
        Uri url,
        Func<ModelService, ModelService>? with = null,
        Probe? probe = null,
        ProbeExchange? exchange = null,
        TimeProvider? time = null,
        AddressResolver? resolver = null) =>
        new((with ?? (s => s))(Service(url)), probe ?? Probe(), exchange ?? new PlainExchange(), time ?? TimeProvider.System, resolver);

    public static Task<ProbeRun> SendAsync(this IProbeSender sender) =>
        sender.SendAsync(new Instant(1), TimeSpan.Zero, default, TestContext.Current.CancellationToken);
}
