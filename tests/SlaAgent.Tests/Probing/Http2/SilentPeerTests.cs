using SlaAgent.Core.Samples;
using SlaAgent.Core.Time;
using SlaAgent.ModelServers.Presets;
using SlaAgent.Probing;

namespace SlaAgent.Tests.Probing.Http2;

/// <summary>A peer that completes the settings of HTTP/2 and then says nothing costs one probe, and leaves nothing behind.</summary>
[Collection<Alone>]
public sealed class SilentPeerTests
{
    private const int Transports = 20;
    private const int ProbesEach = 10;

    [Fact]
    public async Task Two_hundred_probes_of_a_silent_peer_end_at_their_deadline_and_leave_no_socket_and_no_task()
    {
        var closed = 0;
        await using var server = GrpcProbe.Server(async (peer, connection) =>
        {
            await connection.WaitForCloseAsync();
            Interlocked.Increment(ref closed);
        });
        var sockets = OpenSockets();

        var (results, services) = await ProbeAllAsync(server.GrpcUrl);

        Assert.Equal(Transports * ProbesEach, results.Count);
        Assert.All(results, r => Assert.Equal(Outcome.TimeoutFirstByte, r.Outcome));
        Assert.All(results, r => Assert.InRange(r.Duration, TimeSpan.FromMilliseconds(100), ProbeSetup.Ample));
        await Eventually.True(() => Volatile.Read(ref closed) == Transports * ProbesEach, "every connection is closed");
        Assert.Equal(Transports * ProbesEach, server.Connections);
        await Eventually.True(() => OpenSockets() <= sockets, "no socket is left");
        await Eventually.True(() => Survivors(services) == 0, "no task is left that knows a service");
    }

    [Fact]
    public async Task A_peer_that_never_sends_its_settings_ends_at_the_deadline_too()
    {
        await using var server = new FaultServer(c => c.WaitForCloseAsync());
        using var transport = GrpcProbe.Transport(server.GrpcUrl, timeout: TimeSpan.FromMilliseconds(200));

        var result = (await transport.SendAsync()).Result;

        Assert.Equal((Outcome.TimeoutFirstByte, "no byte of an answer within 200 ms"), (result.Outcome, result.Detail));
    }

    /// <summary>What a probe still running would hold: its connection knows the connector, and this the service.</summary>
    private static async Task<(IReadOnlyList<ProbeResult> Results, List<WeakReference> Services)> ProbeAllAsync(Uri url)
    {
        var services = new List<WeakReference>();
        var running = new List<Task<List<ProbeResult>>>();
        for (var i = 0; i < Transports; i++)
        {
            running.Add(ProbeAsync(url, services));
        }

        return ([.. (await Task.WhenAll(running)).SelectMany(r => r)], services);
    }

    private static async Task<List<ProbeResult>> ProbeAsync(Uri url, List<WeakReference> services)
    {
        var service = ProbeSetup.Service(url) with { Server = "grpc-health" };
        services.Add(new WeakReference(service));
        var probe = ProbeSetup.Probe(TimeSpan.FromMilliseconds(100));
        using var transport = new ProbeTransport(service, probe, PresetCatalog.Prepare(service, probe), TimeProvider.System);
        var results = new List<ProbeResult>();
        for (var i = 0; i < ProbesEach; i++)
        {
            results.Add((await transport.SendAsync(new Instant(i + 1), TimeSpan.Zero, default, TestContext.Current.CancellationToken)).Result);
        }

        return results;
    }

    private static int OpenSockets() =>
        Directory.EnumerateFiles("/proc/self/fd").Count(path => new FileInfo(path).LinkTarget?.StartsWith("socket:", StringComparison.Ordinal) == true);

    private static int Survivors(List<WeakReference> services)
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        return services.Count(service => service.IsAlive);
    }
}
