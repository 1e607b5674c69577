using System.Diagnostics;

namespace SlaAgent.Benchmarks;

/// <summary>The <see cref="ModelServer"/> in a process of its own, so that its work is not taken for the agent's.</summary>
internal sealed class ModelServerProcess : IDisposable
{
    private readonly Process _process;

    public ModelServerProcess()
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true };
        start.ArgumentList.Add(typeof(ModelServer).Assembly.Location);
        start.ArgumentList.Add("--serve");
        start.ArgumentList.Add("0");
        _process = Process.Start(start) ?? throw new InvalidOperationException("The model server did not start.");
        Address = new Uri($"http://127.0.0.1:{_process.StandardOutput.ReadLine()}");
    }

    /// <summary>Where it listens.</summary>
    public Uri Address { get; }

    public void Dispose()
    {
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
    }
}
