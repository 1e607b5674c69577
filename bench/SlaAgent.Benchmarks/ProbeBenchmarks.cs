using BenchmarkDotNet.Attributes;
using SlaAgent.Core.Samples;

namespace SlaAgent.Benchmarks;

/// <summary>One probe from request to checked answer, the server in another process. The times hold the server's and the loopback's part too.</summary>
public class ProbeBenchmarks
{
    private ModelServerProcess _server = null!;
    private ProbeSubject _plain = null!;
    private ProbeSubject _streamed = null!;

    [GlobalSetup]
    public void Start()
    {
        _server = new ModelServerProcess();
        _plain = ProbeSubject.Plain(_server.Address);
        _streamed = ProbeSubject.Streamed(_server.Address);
    }

    [GlobalCleanup]
    public void Stop()
    {
        _plain.Dispose();
        _streamed.Dispose();
        _server.Dispose();
    }

    [Benchmark]
    public Task<ProbeResult> HttpProbe() => _plain.SendAsync();

    [Benchmark]
    public Task<ProbeResult> StreamedProbe() => _streamed.SendAsync();
}
