using SlaAgent.Core.Contracts;
using SlaAgent.ModelServers.Presets;
using SlaAgent.Probing;

namespace SlaAgent.Tests.Probing.Http2;

/// <summary>Probes over gRPC, and servers that speak it as a test's script says.</summary>
internal static class GrpcProbe
{
    /// <summary>A server that opens each connection as HTTP/2 has it and then does what the script says.</summary>
    public static FaultServer Server(Func<GrpcPeer, FaultConnection, Task> script, System.Net.Security.SslServerAuthenticationOptions? tls = null) => new(
        async connection =>
        {
            var peer = new GrpcPeer(connection);
            await peer.OpenAsync();
            await script(peer, connection);
        },
        tls);

    /// <summary>A server that reads each request and then does what the script says.</summary>
    public static FaultServer Answering(Func<GrpcPeer, Task> answer, System.Net.Security.SslServerAuthenticationOptions? tls = null) => Server(
        async (peer, _) =>
        {
            while (await peer.ReadRequestAsync())
            {
                await answer(peer);
            }
        },
        tls);

    /// <summary>A health check of gRPC, as an agent's configuration has it.</summary>
    public static ProbeTransport Transport(Uri url, Func<ModelService, ModelService>? with = null, TimeSpan? timeout = null, long maxBody = 1024 * 1024, TimeProvider? time = null)
    {
        var service = (with ?? (s => s))(ProbeSetup.Service(url) with { Server = "grpc-health", Model = "iris" });
        var probe = ProbeSetup.Probe(timeout, maxBody);
        return new(service, probe, PresetCatalog.Prepare(service, probe), time ?? TimeProvider.System);
    }
}
