using BenchmarkDotNet.Attributes;

namespace SlaAgent.Benchmarks;

/// <summary>A page of metrics of 5 MB, in the form and with the names of vLLM's.</summary>
public class MetricsPageBenchmarks
{
    private readonly MetricsPage _page = new();

    [Benchmark]
    public long Parse() => _page.Parse();

    /// <summary>The wanted series looked up and compared with the reading before, too.</summary>
    [Benchmark]
    public object ReadForTraffic() => _page.Read();
}
