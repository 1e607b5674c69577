using BenchmarkDotNet.Attributes;

namespace SlaAgent.Benchmarks;

/// <summary>The judge of <see cref="FullJudge"/> at work.</summary>
public class JudgeBenchmarks
{
    private FullJudge _judge = null!;
    private Core.Samples.ProbeResult _result = null!;

    [GlobalSetup]
    public void Fill()
    {
        _judge = new FullJudge();
        _result = _judge.NextResult();
    }

    [Benchmark]
    public bool Observe() => _judge.Observe(_result);

    [Benchmark]
    public object EvaluateUnchanged()
    {
        _judge.Wait();
        return _judge.Evaluate();
    }

    /// <summary>A new result of each of the 50 probes and what is to be written of them included; the short table leaves them out.</summary>
    [Benchmark]
    public object ObserveEachProbeAndEvaluate()
    {
        _judge.ObserveAll();
        _judge.Drain();
        return _judge.Evaluate();
    }
}
