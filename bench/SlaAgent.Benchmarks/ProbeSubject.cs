using SlaAgent.Core.Contracts;
using SlaAgent.Core.Samples;
using SlaAgent.Core.Time;
using SlaAgent.ModelServers.Presets;
using SlaAgent.Probing;

namespace SlaAgent.Benchmarks;

/// <summary>Probes over a kept connection to a server in another process: what is measured of them is the agent's own part.</summary>
internal sealed class ProbeSubject : IDisposable
{
    private readonly ProbeTransport _transport;

    private ProbeSubject(ModelService service)
    {
        var probe = service.Probes[0];
        _transport = new ProbeTransport(service, probe, PresetCatalog.Prepare(service, probe), TimeProvider.System);
    }

    /// <summary>An inference whose small JSON answer is checked.</summary>
    public static ProbeSubject Plain(Uri server) => new(new ModelService
    {
        Name = "iris", Server = "kserve-v2", Url = server, Model = "iris",
        Probes =
        [
            Probe(new ProbeRequest.Inference
            {
                Bodies = ["""{"inputs":[{"name":"flowers","shape":[1,4],"datatype":"FP64","data":[5.1,3.5,1.4,0.2]}]}"""],
                Expect = new Expectation { Json = [new JsonAssertion("$.outputs[0].data[0]", EqualTo: "0")] },
            }),
        ],
    });

    /// <summary>A prompt whose answer is streamed.</summary>
    public static ProbeSubject Streamed(Uri server) => new(new ModelService
    {
        Name = "chat", Server = "openai", Url = server, Model = "demo-chat",
        Probes = [Probe(new ProbeRequest.Inference { Prompt = "What does the agent promise?", MaxTokens = 16, Stream = true })],
    });

    /// <summary>Sends one probe; one that does not succeed ends the measuring.</summary>
    public async Task<ProbeResult> SendAsync()
    {
        var result = (await _transport.SendAsync(new Instant(1), TimeSpan.Zero, default, CancellationToken.None)).Result;
        return result.Outcome == Outcome.Success ? result : throw new InvalidOperationException($"{result.Outcome}: {result.Detail}");
    }

    public void Dispose() => _transport.Dispose();

    private static Probe Probe(ProbeRequest request) => new("ask", TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(10), request);
}
